import type { ErrorCode } from '../../shared/errors.js';
import type { WordsOf } from './facts.js';

type ObsErrorCode = Extract<ErrorCode, `obs.${string}`>;

/** Words for what keeps Headwater from setting up an OBS. */
export const obsErrorWords: Readonly<Record<ObsErrorCode, WordsOf>> = {
  'obs.unreachable': (facts) => ({
    title: `No OBS answers${facts.aside('host')}`,
    action: 'Start OBS, open Tools → WebSocket Server Settings and switch the server on, then try again.',
  }),
  'obs.wrong-password': () => ({
    title: 'OBS does not take this password',
    action: 'Copy it in OBS: Tools → WebSocket Server Settings → Show Connect Info.',
  }),
  'obs.unsupported': () => ({
    title: 'This OBS is too old to be set up from here',
    action: 'Update it to OBS 28 or newer, or copy server and key by hand.',
  }),
  'obs.streaming': () => ({
    title: 'OBS is live at the moment',
    action: 'Stop streaming in OBS first: its server cannot be changed while it is live.',
  }),
  'obs.refused': (facts) => ({
    title: `OBS did not take the settings${facts.aside('reason')}`,
    action: 'Close the dialogs that are open in OBS, then try again.',
  }),
  'obs.has-service': (facts) => ({
    title: `OBS streams to ${facts.first('service') ?? 'another service'} now`,
    action: 'Replace it, or leave OBS as it is.',
  }),
  'obs.nothing-to-restore': () => ({
    title: 'There is nothing to put back',
    action: 'What this OBS had before is not known any more. Choose it in OBS: Settings → Stream.',
  }),
  'obs.no-way': (facts) =>
    facts.first('why') === 'network'
      ? {
          title: 'That OBS cannot reach this computer',
          action: 'Allow encoders on this network in the settings, then try again.',
        }
      : { title: 'The server for encoders does not run', action: 'Wait a moment, then try again.' },
};
