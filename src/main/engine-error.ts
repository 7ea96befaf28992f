import { app, dialog } from 'electron';
import type { ErrorData } from '../shared/errors.js';
import type { Note } from './shell-log.js';
import { shellWords } from './shell-words.js';

const words = shellWords.engineError;

/** Tells why the engine cannot run, or cannot go on, and quits. */
export function showEngineError(note: Note, { code, message }: ErrorData, hasRun: boolean): void {
  const text = words.byCode[code] ?? (hasRun ? words.fell : words.other);
  note(`${text}\n${code}: ${message}`);
  dialog.showErrorBox(hasRun ? words.titleFell : words.title, `${text}\n\n${code}`);
  process.exitCode = 1;
  app.quit();
}
