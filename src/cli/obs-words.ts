import type { ErrorCode } from '../shared/errors.js';
import { aside, type Words } from './facts.js';

/** What keeps Headwater from setting up an OBS. */
export const obsErrorWords: Readonly<Record<Extract<ErrorCode, `obs.${string}`>, Words>> = {
  'obs.unreachable': (fact) =>
    `No OBS answers${aside(fact('host'))}. Start it, and its WebSocket server, and try again.`,
  'obs.wrong-password': () => 'OBS does not take this password. Copy it from its WebSocket Server Settings.',
  'obs.unsupported': () => 'This OBS is too old to be set up from here. Update it to OBS 28 or newer.',
  'obs.streaming': () => 'OBS is live at the moment. Stop streaming in OBS first.',
  'obs.refused': (fact) => `OBS did not take the settings${aside(fact('reason'))}. Close its dialogs and try again.`,
  'obs.has-service': (fact) =>
    `OBS streams to ${fact('service') ?? 'another service'} now. Set server and key in OBS by hand, or agree to it in the studio.`,
  'obs.nothing-to-restore': () => 'There is nothing to put back into this OBS.',
  'obs.no-way': () => 'That OBS cannot reach this computer. Allow encoders on this network in the settings.',
};
