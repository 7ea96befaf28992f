import type { ErrorCode } from '../shared/errors.js';
import { aside, type Words } from './facts.js';
import { namedWords } from './named-words.js';

type RelayErrorCode = Extract<ErrorCode, `relay.${string}`>;

/** `said` holds the service's own words. Whether it is tried again is told where that is known, not here: a test is not. */
const plainWords: Readonly<Record<RelayErrorCode, Words>> = {
  'relay.not-found': (fact) =>
    fact('known') === null
      ? 'There is no such relay. Look at the list of relays, or add it first.'
      : `There is no such relay. Known are: ${fact('known')}.`,
  'relay.invalid': (fact) =>
    `The relay cannot be used like that${aside(fact('why') ?? fact('field'))}. Copy server and stream key from the service once more.`,
  'relay.unreachable': (fact) =>
    `The service cannot be reached${aside(fact('host'))}${unreachableWords(fact('why'))}. Check the internet connection and the server.`,
  'relay.tls': (fact) =>
    `The secure connection to the service failed${aside(fact('why'))}. Check the server's address, and the clock of this computer.`,
  'relay.bad-key': (fact) =>
    `The service does not take this stream key${aside(fact('said'))}. Copy the key from the service once more.`,
  'relay.already-live': (fact) =>
    `The service says that this stream is live already${aside(fact('said'))}. Stop the other encoder; after a cut it may take the service a minute to notice.`,
  'relay.bitrate': (fact) =>
    `The stream is too much for the service${aside(fact('said'))}. Lower the bitrate or the size in the encoder, or relay a smaller rendition.`,
  'relay.refused': (fact) =>
    `The service refused the stream${aside(fact('said'))}. Check at the service that the channel may go live, and the server and key here.`,
  'relay.closed': () =>
    'The service hung up. If it goes on like that, check the stream key, and at the service that the channel may go live.',
  'relay.stalled': () => 'The service takes nothing any more. Check the internet connection.',
  'relay.unsupported': (fact) =>
    fact('why') === 'no-srt-in-ffmpeg'
      ? 'The ffmpeg in use cannot send by SRT. Install one that is built with libsrt, or use an RTMP address of the service.'
      : `The service does not take this kind of stream${aside(fact('codec'))}. Send H.264 and AAC, or relay a rendition.`,
  'relay.no-key': () => 'The stream key of this relay is missing. Enter it once more.',
  'relay.in-use': () => 'This relay is on the air. Stop it first.',
  'relay.show-not-public': () =>
    'This show is sent to nobody: only public broadcasts are passed on to other services. Go live to send to them.',
};

/** What can go wrong between here and another service: `NAME: what happened. What to do.` where the facts name the relay. */
export const relayErrorWords: Readonly<Record<RelayErrorCode, Words>> = namedWords(plainWords);

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
