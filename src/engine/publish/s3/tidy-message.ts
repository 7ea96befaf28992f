const longest = 200;

/**
 * A server's words for the log: one line, at most 200 characters, without addresses and without anything long enough to be a
 * key, a token or a signature (servers echo what they were sent).
 */
export function tidyMessage(text: string): string {
  const clean = text
    .replace(/\bhttps?:\/\/\S+/gi, '…')
    .replace(/[A-Za-z0-9+/=_%-]{20,}/g, '…')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}
