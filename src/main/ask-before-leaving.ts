import { dialog, type BrowserWindow, type MessageBoxSyncOptions } from 'electron';
import { shellWords } from './shell-words.js';

const words = shellWords.leave;

const [leave, stay] = [0, 1];

/** One that stays unless the creator says otherwise. */
const question = (message: string, detail: string): MessageBoxSyncOptions => ({
  type: 'question',
  message,
  detail,
  buttons: words.buttons,
  defaultId: stay,
  cancelId: stay,
  noLink: true,
});

/**
 * Asks where a browser would: Electron shows nothing when a page does not want to be left, and stays; of a page that hangs it
 * waits for ever. `isLeaving`: the engine is gone, another page was called for, or the system ends the app: nobody is to be
 * asked.
 */
export function askBeforeLeaving(window: BrowserWindow, isLeaving: () => boolean): void {
  const mayLeave = (message: string, detail: string): boolean =>
    isLeaving() || dialog.showMessageBoxSync(window, question(message, detail)) === leave;
  let isClosing = false;
  window.on('close', () => {
    isClosing = true;
  });
  window.webContents.on('will-prevent-unload', (event) => {
    isClosing = false;
    // what is prevented is the page's refusal
    if (mayLeave(words.close, words.closeDetail)) event.preventDefault();
  });
  window.on('unresponsive', () => {
    if (!isClosing) return;
    isClosing = false;
    if (mayLeave(words.hangs, words.hangsDetail)) window.destroy();
  });
}
