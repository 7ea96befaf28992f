import type { RelayFeed } from '../shared/relays.js';
import { formatBitrate } from './amounts.js';
import { wordsFor } from './words.js';

/** What a relay gets and why, as the end of a sentence. `wish`: RelayConfig.feed. `isEstimate`: the bitrate is no measured one. */
export function feedWords(feed: RelayFeed, wish: string, isEstimate: boolean): string {
  const { bitrate } = feed;
  const figure = bitrate === null ? '' : `, ${isEstimate ? 'about ' : ''}${formatBitrate(bitrate)}`;
  return `${whatIsSent(feed)}${figure}${whyWords(feed, wish)}`;
}

function whatIsSent({ kind, name, isPictureCopied }: RelayFeed): string {
  if (isPictureCopied === true) return `the ${name} picture as it is, its sound made anew`;
  if (kind === 'source') return "the encoder's stream as it is";
  if (kind === 'encode') return `an encode of its own, ${name}`;
  return name === 'audio' ? 'the sound alone' : `the rendition ${name}`;
}

function whyWords({ kind, name, reason }: RelayFeed, wish: string): string {
  const isAsWished = kind !== 'encode' && wish === name;
  if (reason === null) {
    return kind === 'source' || isAsWished ? '.' : ', because there is no stream of an encoder to pass on.';
  }
  const words = wordsFor(reason.code, reason.details);
  return `, ${isAsWished ? 'as chosen, though' : 'because'} ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
