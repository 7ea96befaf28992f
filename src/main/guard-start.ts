import { describeError, type Note } from './shell-log.js';

/** What is done about a start that failed: nobody would see anything of it, and the program would stay. */
export interface FailedStart {
  readonly note: Note;
  /** Tells the person at the desk; resolves once that is read. */
  readonly tell: (error: unknown) => Promise<void>;
  readonly quit: () => void;
}

/** Starts, and ends in words where that fails. Never rejects. */
export async function guardStart(start: () => Promise<void>, failed: FailedStart): Promise<void> {
  try {
    await start();
  } catch (error) {
    failed.note(`the start failed: ${describeError(error)}`);
    await failed.tell(error);
    failed.quit();
  }
}
