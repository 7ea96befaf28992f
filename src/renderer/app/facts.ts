import type { ErrorDetails } from '../../shared/errors.js';

/** The facts that go with a code, ready to stand in a sentence. A fact that is missing is null, never "undefined". */
export class Facts {
  readonly #details: ErrorDetails;

  constructor(details: ErrorDetails) {
    this.#details = details;
  }

  /** The first of these facts that is there. Details come from outside: long ones are cut. */
  first(...names: string[]): string | null {
    for (const name of names) {
      const value = Object.hasOwn(this.#details, name) ? this.#details[name] : null;
      if (value === null || value === undefined || value === '') continue;
      const text = typeof value === 'number' ? String(Math.round(value * 10) / 10) : String(value);
      return text.length > 200 ? `${text.slice(0, 199)}…` : text;
    }
    return null;
  }

  /** ` (last line of the fact)`, or nothing: what a program said last is why it ended. */
  lastLine(name: string): string {
    const line = this.first(name) === null ? undefined : String(this.#details[name]).trimEnd().split('\n').at(-1);
    return line === undefined || line === '' ? '' : ` (${line.slice(0, 160)})`;
  }

  /** ` (fact)`, or nothing. */
  aside(...names: string[]): string {
    const text = this.first(...names);
    return text === null ? '' : ` (${text})`;
  }
}

/** What happened, and what to do about it. */
export interface Words {
  readonly title: string;
  readonly action: string;
}

export type WordsOf = (facts: Facts) => Words;
