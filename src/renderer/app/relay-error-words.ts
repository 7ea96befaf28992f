import type { ErrorCode } from '../../shared/errors.js';
import type { WordsOf } from './facts.js';
import { namedWords } from './named-words.js';

type RelayErrorCode = Extract<ErrorCode, `relay.${string}`>;

const noSrt = {
  title: 'The ffmpeg in use cannot send by SRT',
  action: 'Install an ffmpeg that is built with libsrt, or use an RTMP address of the service.',
};

/** `said` holds the service's own words. Whether it is tried again is told where that is known, not here: a test is not. */
const plainWords: Readonly<Record<RelayErrorCode, WordsOf>> = {
  'relay.not-found': () => ({
    title: 'That relay is not there any more',
    action: 'Pick another one, or add it again.',
  }),
  'relay.invalid': (facts) => ({
    title: `The relay cannot be used like that${facts.aside('why', 'field')}`,
    action: 'Copy server and stream key from the service once more.',
  }),
  'relay.unreachable': (facts) => ({
    title: `The service cannot be reached${facts.aside('host')}${unreachableWords(facts.first('why'))}`,
    action: 'Check the internet connection and the address of the server.',
  }),
  'relay.tls': (facts) => ({
    title: `The secure connection to the service failed${facts.aside('why')}`,
    action: 'Check the server that you typed, and the clock of this computer.',
  }),
  'relay.bad-key': (facts) => ({
    title: `The service does not take this stream key${facts.aside('said')}`,
    action: 'Copy the key from the service once more.',
  }),
  'relay.already-live': (facts) => ({
    title: `The service says that this stream is live already${facts.aside('said')}`,
    action: 'Stop the other encoder. After a cut it may take the service a minute to notice.',
  }),
  'relay.bitrate': (facts) => ({
    title: `The stream is too much for the service${facts.aside('said')}`,
    action: 'Lower the bitrate or the size in the encoder, or send a smaller rendition.',
  }),
  'relay.refused': (facts) => ({
    title: `The service refused the stream${facts.aside('said')}`,
    action: 'Check at the service that the channel may go live, and the server and key here.',
  }),
  'relay.closed': () => ({
    title: 'The service hung up',
    action: 'If it goes on like that, check the stream key, and at the service that the channel may go live.',
  }),
  'relay.stalled': () => ({
    title: 'The service takes nothing any more',
    action: 'Check the internet connection.',
  }),
  'relay.unsupported': (facts) =>
    facts.first('why') === 'no-srt-in-ffmpeg'
      ? noSrt
      : {
          title: `The service does not take this kind of stream${facts.aside('codec')}`,
          action: 'Send H.264 and AAC from the encoder, or relay a rendition.',
        },
  'relay.no-key': () => ({
    title: 'The stream key of this relay is missing',
    action: 'Enter it in the settings of the relay.',
  }),
  'relay.in-use': () => ({
    title: 'This relay is on the air',
    action: 'Stop it first.',
  }),
  'relay.show-not-public': () => ({
    title: 'This show is sent to nobody',
    action: 'Only public broadcasts are passed on to other services. Go live to send to them.',
  }),
};

/** Words for what can go wrong between here and another service; of which relay it is where the facts name one. */
export const relayErrorWords: Readonly<Record<RelayErrorCode, WordsOf>> = namedWords(plainWords);

function unreachableWords(why: string | null): string {
  switch (why) {
    case 'dns':
      return ': its name is not known';
    case 'refused':
      return ': nobody answers at that port';
    case 'timeout':
      return ': it does not answer in time';
    case 'reset':
      return ': it hangs up at once';
    default:
      return '';
  }
}
