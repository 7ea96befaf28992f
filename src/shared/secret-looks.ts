/** What stands in the place of a secret. */
export const secretMask = '[redacted]';

/** What looks like a secret wherever it stands. Each keeps its groups 1 and 2 and loses what is between them. */
const patterns: readonly RegExp[] = [
  // user and password of any URL; bounded, and a user without a colon, for a long word must not be gone through from each of its letters
  /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'@:]*:[^\s/?#"']*(@)/gi,
  // rtmp(s)://host/app/<key>: the key is a path segment
  /(rtmps?:\/\/[^\s/"']+\/[^\s/"'?]+\/)[^\s"'\\]+()/gi,
  // query and fragment
  /([?&#](?:[\w.-]*(?:token|key|secret|signature|passphrase|passwd|password|credential|auth)|sig|sign|streamid|pass)=)[^\s&#"'\\]+()/gi,
  // our own stream keys
  /(\bhw_)[A-Za-z0-9]{16,}()/g,
  // headers
  /((?:authorization|cookie|set-cookie)["']?\s*[:=]\s*["']?(?:(?:bearer|basic)\s+)?)[^\s"'\\,][^"'\\,]*()/gi,
  // fields of a JSON line
  /("(?:\w*(?:token|secret|password|passphrase)|(?:stream|access|api|input|private)?key)":")(?:[^"\\]|\\.)*(")/gi,
];

/** The text without what looks like a secret. */
export function withoutSecretLooks(text: string): string {
  return patterns.reduce((clean, pattern) => clean.replace(pattern, `$1${secretMask}$2`), text);
}
