import { dialog, type BrowserWindow, type MessageBoxSyncOptions } from 'electron';
import type { ShowOn } from '../shared/host-protocol.js';
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

export interface LeavingDeps {
  /** The engine is gone, another page was called for, or the system ends the app: the page has no say. */
  readonly isLeaving: () => boolean;
  /** What would end with the app, whoever makes it. `off`: nothing, or nobody is to be asked. */
  readonly show: () => ShowOn['is'];
}

/**
 * Asks before the app ends what is on, which the page knows nothing of where an encoder sends it; and where a browser would:
 * Electron shows nothing when a page does not want to be left, and stays; of a page that hangs it waits for ever.
 */
export function askBeforeLeaving(window: BrowserWindow, { isLeaving, show }: LeavingDeps): void {
  const ask = (message: string, detail: string): boolean =>
    dialog.showMessageBoxSync(window, question(message, detail)) === leave;
  const mayLeave = (message: string, detail: string): boolean => isLeaving() || ask(message, detail);
  let isClosing = false;
  /** The show may end, and the page with it: nobody is asked twice. */
  let isAnswered = false;
  window.on('close', (event) => {
    const is = show();
    isAnswered = is !== 'off' && ask(words.on[is], words.onDetail);
    isClosing = is === 'off' || isAnswered;
    if (!isClosing) event.preventDefault();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    isClosing = false;
    // what is prevented is the page's refusal
    if (isAnswered || mayLeave(words.close, words.closeDetail)) event.preventDefault();
    isAnswered = false;
  });
  window.on('unresponsive', () => {
    if (!isClosing) return;
    isClosing = false;
    if (mayLeave(words.hangs, words.hangsDetail)) window.destroy();
  });
}
