/** Shorter pieces of a key stand in ordinary words, and tell nothing. */
const MIN_PIECE = 6;
const MASK = '…';

/** ASCII alone: the text keeps its length. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/**
 * Takes a stream key out of what a service says about it: the whole key, and every piece of six characters and more of it
 * (services quote it cut, without its query, or percent-encoded).
 */
export function redactKey(text: string, key: string): string {
  if (key === '') return text;
  const whole = text.replaceAll(key, MASK);
  const [haystack, needle] = [lower(key), lower(whole)];
  let clean = '';
  for (let offset = 0; offset < whole.length;) {
    let length = 0;
    while (
      offset + length < needle.length &&
      haystack.includes(needle.slice(offset, offset + Math.max(MIN_PIECE, length + 1)))
    ) {
      length = Math.min(Math.max(MIN_PIECE, length + 1), needle.length - offset);
    }
    if (length >= MIN_PIECE) {
      clean += MASK;
      offset += length;
    } else {
      clean += whole.charAt(offset);
      offset += 1;
    }
  }
  return clean;
}
