import { describeError, type Note } from './shell-log.js';

/** What is done about a start that failed: nobody would see anything of it, and the program would stay. */
export interface FailedStart {
  readonly note: Note;
  /** Tells the person at the desk. */
  readonly tell: () => void;
  readonly quit: () => void;
}

/** Starts, and ends in words where that fails. Never rejects. */
export async function guardStart(start: () => Promise<void>, failed: FailedStart): Promise<void> {
  try {
    await start();
  } catch (error) {
    failed.note(`the start failed: ${describeError(error)}`);
    failed.tell();
    failed.quit();
  }
}
