import type { RelayFeed } from '../../../shared/relays.js';
import { wordsFor } from '../../app/words.js';
import { formatBitrate } from '../../ui/format.js';

/** More figures would promise what an estimate cannot keep: bits per second. */
const stepBits = 100_000;

/** What a relay will get and why, before the show. `wish`: RelayConfig.feed. */
export function nextFeedWords(feed: RelayFeed, wish: string): string {
  const { kind, name, bitrate, reason } = feed;
  const isAsWished = kind !== 'encode' && wish === name;
  const figure = bitrate === null ? '' : `, about ${formatBitrate(Math.round(bitrate / stepBits) * stepBits)}`;
  const what = `${whatIsSent(feed)}${figure}`;
  if (reason === null) {
    return kind === 'source' || isAsWished ? what : `${what}, because there is no encoder’s stream to pass on`;
  }
  const { title } = wordsFor(reason.code, reason.details);
  const why = `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  return `${what}, ${isAsWished ? 'as you chose, though' : 'because'} ${why}`;
}

function whatIsSent({ kind, name, isPictureCopied }: RelayFeed): string {
  if (isPictureCopied === true) return `the ${name} picture as it is, its sound made anew`;
  if (kind === 'source') return 'your encoder’s stream as it is';
  if (kind === 'encode') return `an encode of its own, ${name}`;
  return name === 'audio' ? 'the sound alone' : `the rendition ${name}`;
}
