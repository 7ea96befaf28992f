import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';

/**
 * Message boxes of the app. None is waited for with the process standing still: pictures of web pages, the engine's next life,
 * the tray and what ends the app from outside all go through it. They go when the app does. On macOS a box above no window is one that
 * Electron waits for: there it stands still where the studio has none yet.
 */
export class MessageBoxes {
  readonly #leaving = new AbortController();

  /** Above that window, or by itself. Answers with the number of the button; null: the app goes, whatever is said. */
  async show(above: BrowserWindow | null, options: MessageBoxOptions): Promise<number | null> {
    const { signal } = this.#leaving;
    if (signal.aborted) return null;
    const box: MessageBoxOptions = { noLink: true, ...options, signal };
    const shown = above === null ? dialog.showMessageBox(box) : dialog.showMessageBox(above, box);
    const { response } = await shown;
    // one that is put away looks as if it was cancelled
    return this.#leaving.signal.aborted ? null : response;
  }

  /** All that stand, and any that would come. */
  putAway(): void {
    this.#leaving.abort();
  }
}
