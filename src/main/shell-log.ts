import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSecretLooks } from '../shared/secret-looks.js';
import { shellLogNames } from '../shared/shell-log-names.js';

/** Notes what went wrong. Never throws. */
export type Note = (problem: string) => void;

/** Two files of this size are kept at most. */
const maxFileBytes = 256 * 1024;
const maxNoteChars = 4_000;
const [fileName, formerName] = shellLogNames;

export interface ShellLogDeps {
  /** Where logs are; made with the first note. */
  readonly folder: string;
  readonly now: () => Date;
  readonly writeStderr: (text: string) => void;
}

/**
 * What the desktop shell has to say of itself: on standard error, which nobody sees of an installed app, and in a file beside the
 * engine's logs. There is little of it, so it is written at once: what is said last before an end counts most.
 */
export class ShellLog {
  readonly folder: string;
  readonly #deps: ShellLogDeps;

  constructor(deps: ShellLogDeps) {
    this.#deps = deps;
    this.folder = deps.folder;
  }

  readonly note: Note = (problem) => {
    const clean = withoutSecretLooks(problem).slice(0, maxNoteChars);
    this.#deps.writeStderr(`headwater: ${clean}\n`);
    try {
      this.#append(`${this.#deps.now().toISOString()} ${clean.replaceAll('\n', '\n  ')}\n`);
    } catch (error) {
      // a disk that is full or gone costs the note, not the app
      this.#deps.writeStderr(`headwater: its log cannot be written: ${String(error)}\n`);
    }
  };

  #append(line: string): void {
    const file = join(this.folder, fileName);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes >= maxFileBytes) renameSync(file, join(this.folder, formerName));
    appendFileSync(file, line, { mode: 0o600 });
  }
}

/** An error as it is noted: with where it came from, and why. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describeError(error.cause)}`;
  return `${error.stack ?? String(error)}${cause}`;
}
