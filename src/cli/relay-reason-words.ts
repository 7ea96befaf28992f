import type { ReasonCode } from '../shared/reasons.js';
import { formatBitrate } from './amounts.js';
import { aside, type Words } from './facts.js';
import { namedWords } from './named-words.js';

type FeedReasonCode = Exclude<
  Extract<ReasonCode, `relay.${string}`>,
  'relay.no-source' | 'relay.restarting' | 'relay.ending'
>;

const figure = (text: string | null, unit: string) => (text === null ? null : `${text} ${unit}`);
const rate = (text: string | null) => (Number(text) > 0 ? formatBitrate(Number(text)) : null);
const times = (failures: string) => (failures === '1' ? 'once' : `${failures} times in a row`);

/** Whether an encode is tried again is told where that is known: one that was given up is not, nor where a rung is sent. */
const plainWords: Readonly<Record<FeedReasonCode, Words>> = {
  'relay.codec-not-taken': (fact) =>
    `The service does not take the source's codec${aside(fact('codec'))}. Send H.264 and AAC to save work.`,
  'relay.bitrate-too-high': (fact) =>
    `The source's bitrate${aside(rate(fact('bitrate')))} is above what the service takes${aside(rate(fact('limit')))}. Lower it in the encoder.`,
  'relay.sound-bitrate-too-high': (fact) =>
    `The sound's bitrate${aside(rate(fact('bitrate')))} is above what the service takes${aside(rate(fact('limit')))}. Lower it in the encoder.`,
  'relay.keyframes-too-far': (fact) =>
    `Keyframes are too far apart for the service${aside(figure(fact('gopSeconds'), 's'))}. Set ${fact('limit') ?? '2'} s in the encoder.`,
  'relay.picture-too-large': (fact) =>
    `The picture is larger than the service takes${aside(figure(fact('limit'), 'lines'))}. Send a smaller one.`,
  'relay.too-many-frames': (fact) =>
    `The source has more pictures a second than the service takes${aside(fact('limit'))}. Lower it in the encoder.`,
  'relay.rung-not-there': (fact) =>
    `The ladder has no rung ${fact('rendition') ?? 'of that name'}. Another one is sent; choose one that is there.`,
  'relay.encode-failing': (fact) =>
    `The encode for this relay fails${aside(Number(fact('failures')) > 0 ? times(fact('failures') ?? '') : null)}. Choose a rung for it, or send what the service takes.`,
  'relay.feed-silent': () =>
    'Nothing comes that could be sent on. Look whether the encoder, or the source, still runs; the relay goes on as soon as something comes.',
  'relay.uplink-short': (fact) =>
    `The ladder and the relays need more than the line carries${aside(rate(fact('needed')))}. Stop a relay, or send less.`,
};

/** Why a relay is not fed with the source as it is, and that a line is too short; of which relay where the facts name one. */
export const relayReasonWords: Readonly<Record<FeedReasonCode, Words>> = namedWords(plainWords);
