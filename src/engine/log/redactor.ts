import { secretMask, withoutSecretLooks } from '../../shared/secret-looks.js';

/** Shorter values would blank out half the log. */
const minSecretChars = 6;

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
      for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, secretMask);
    }
    return withoutSecretLooks(clean);
  }
}
