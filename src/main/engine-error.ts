import type { MessageBoxOptions } from 'electron';
import type { ErrorData } from '../shared/errors.js';
import type { Note } from './shell-log.js';
import { shellWords } from './shell-words.js';

const words = shellWords.engineError;

interface Told {
  readonly note: Note;
  /** A message to the creator, above the studio's window where there is one. */
  readonly say: (options: MessageBoxOptions) => Promise<unknown>;
  /** Has all end. */
  readonly leave: () => void;
}

/** Tells why the engine cannot run, or cannot go on, and then has all end. */
export async function showEngineError(
  { code, message }: ErrorData,
  hasRun: boolean,
  { note, say, leave }: Told,
): Promise<void> {
  const text = words.byCode[code] ?? (hasRun ? words.fell : words.other);
  note(`${text}\n${code}: ${message}`);
  process.exitCode = 1;
  await say({
    type: 'error',
    title: shellWords.appName,
    message: hasRun ? words.titleFell : words.title,
    detail: `${text}\n\n${code}`,
  });
  leave();
}
