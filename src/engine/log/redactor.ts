const mask = '[redacted]';
/** Shorter values would blank out half the log. */
const minSecretChars = 6;

/** What looks like a secret wherever it stands. Each keeps its groups 1 and 2 and loses what is between them. */
const patterns: readonly RegExp[] = [
  // user and password of any URL
  /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'@]*:[^\s/?#"']*(@)/gi,
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

/** Takes secrets out of text: by value where they are known, by their looks where they are not. */
export class Redactor {
  readonly #values = new Map<string, string[]>();

  /**
   * From now on this value never shows in a log, plain, URL-encoded or JSON-escaped. Values shorter than six characters are
   * not taken, as they would stand in ordinary words.
   */
  redactValue(secret: string): void {
    if (secret.length < minSecretChars || this.#values.has(secret)) return;
    const forms = new Set([
      secret,
      encodeURIComponent(Buffer.from(secret).toString()),
      JSON.stringify(secret).slice(1, -1),
    ]);
    // the escaped form first: it may contain the plain one, and half of an escape must not stay behind
    this.#values.set(
      secret,
      [...forms].sort((a, b) => b.length - a.length),
    );
  }

  /** The text without secrets. */
  redact(text: string): string {
    let clean = text;
    for (const forms of this.#values.values()) {
      for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, mask);
    }
    for (const pattern of patterns) clean = clean.replace(pattern, `$1${mask}$2`);
    return clean;
  }
}
