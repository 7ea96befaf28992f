import type { ReasonCode } from '../../shared/reasons.js';
import { formatBitrate } from '../ui/format.js';
import type { Facts, WordsOf } from './facts.js';
import { namedWords } from './named-words.js';

type FeedReasonCode = Exclude<
  Extract<ReasonCode, `relay.${string}`>,
  'relay.no-source' | 'relay.restarting' | 'relay.ending'
>;

function rate(facts: Facts, name: string): string {
  const bits = Number(facts.first(name));
  return bits > 0 ? ` (${formatBitrate(bits)})` : '';
}

/** In a row. */
function times(failures: string | null): string {
  if (!(Number(failures) > 0)) return '';
  return failures === '1' ? ' (once)' : ` (${failures} times in a row)`;
}

/** Whether an encode is tried again is told where that is known: one that was given up is not, nor where a rung is sent. */
const plainWords: Readonly<Record<FeedReasonCode, WordsOf>> = {
  'relay.codec-not-taken': (facts) => ({
    title: `The service does not take the source's codec${facts.aside('codec')}`,
    action: 'Send H.264 and AAC to save work.',
  }),
  'relay.bitrate-too-high': (facts) => ({
    title: `The source's bitrate is above what the service takes${rate(facts, 'limit')}`,
    action: 'Lower it in the encoder to send the source as it is.',
  }),
  'relay.sound-bitrate-too-high': (facts) => ({
    title: `The sound's bitrate is above what the service takes${rate(facts, 'limit')}`,
    action: 'Lower it in the encoder to send the source as it is.',
  }),
  'relay.keyframes-too-far': (facts) => ({
    title: `Keyframes are too far apart for the service${facts.aside('gopSeconds')}`,
    action: `Set a keyframe interval of ${facts.first('limit') ?? '2'} s in the encoder.`,
  }),
  'relay.picture-too-large': (facts) => ({
    title: `The picture is larger than the service takes${facts.aside('limit')}`,
    action: 'Send a smaller picture to pass it on as it is.',
  }),
  'relay.too-many-frames': (facts) => ({
    title: `The source has more pictures a second than the service takes${facts.aside('limit')}`,
    action: 'Lower the frame rate in the encoder.',
  }),
  'relay.rung-not-there': (facts) => ({
    title: `The ladder has no rung ${facts.first('rendition') ?? 'of that name'}`,
    action: 'Another one is sent. Choose one that is there.',
  }),
  'relay.encode-failing': (facts) => ({
    title: `The encode for this relay fails${times(facts.first('failures'))}`,
    action: 'Choose a rung of the ladder for the relay, or send what the service takes.',
  }),
  'relay.feed-silent': () => ({
    title: 'Nothing comes that could be sent on',
    action: 'Look whether the encoder, or the source, still runs. The relay goes on as soon as something comes.',
  }),
  'relay.uplink-short': (facts) => ({
    title: `The ladder and the relays need more than the line carries${rate(facts, 'needed')}`,
    action: 'Stop a relay, or send less.',
  }),
};

/** Words for why a relay is not fed with the source as it is, and for a line that is too short; of which relay where the facts name one. */
export const relayReasonWords: Readonly<Record<FeedReasonCode, WordsOf>> = namedWords(plainWords);
