import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { BrowserWindow, Event, MessageBoxOptions } from 'electron';
import type { ShowOn } from '../shared/host-protocol.js';
import type { MessageBoxes } from './message-boxes.js';
import { shellWords } from './shell-words.js';

const words = shellWords.leave;

const [leave, stay] = [0, 1];
/** A page that has not answered for so long does not take anything back. */
const hangsAfterMs = 5_000;

/** One that stays unless the creator says otherwise. */
const question = (texts: Required<Pick<MessageBoxOptions, 'message' | 'detail' | 'buttons'>>): MessageBoxOptions => ({
  type: 'question',
  ...texts,
  defaultId: stay,
  cancelId: stay,
});

export interface LeavingDeps {
  readonly boxes: MessageBoxes;
  /** The engine is gone, or the system ends the app: nobody has a say. */
  readonly mayGo: () => boolean;
  /** The app itself calls for another page: this one has no say. */
  readonly isLoading: () => boolean;
  /** What would end with the app, whoever makes it. */
  readonly show: () => ShowOn;
  /** The window goes, unless its page holds it: then that is told at once. */
  readonly onClosing: () => void;
  readonly onHeld: () => void;
  /** The creator was asked: all may go, or nothing. */
  readonly leave: () => void;
  readonly onStay: () => void;
}

/**
 * Asks before the app ends what is on, which the page knows nothing of where an encoder sends it; and where a browser would:
 * Electron shows nothing when a page does not want to be left, and stays; of a page that hangs it waits for ever. Whatever is
 * asked about stays as it is until the answer, and goes then; one question at a time.
 */
export class LeaveGuard {
  readonly #window: BrowserWindow;
  readonly #deps: LeavingDeps;
  #isClosing = false;
  #isAsking = false;
  /** What was on when the creator let the app go. */
  #agreed: ShowOn['is'] | null = null;
  #mayReload = false;

  constructor(window: BrowserWindow, deps: LeavingDeps) {
    this.#window = window;
    this.#deps = deps;
    const { webContents: contents } = window;
    window.on('close', (event) => this.#onClose(event));
    window.on('unresponsive', () => this.#onHang());
    contents.on('will-prevent-unload', (event) => this.#onRefusal(event));
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#mayReload = false;
    });
  }

  /** The creator has said elsewhere that all may go. */
  leave(): void {
    this.#agreed = this.#deps.show().is;
    this.#deps.leave();
  }

  #isFree(): boolean {
    const { is } = this.#deps.show();
    return this.#deps.mayGo() || (this.#agreed !== null && (is === 'off' || is === this.#agreed));
  }

  #onClose(event: Event): void {
    if (this.#isFree() || this.#deps.show().is === 'off') {
      this.#isClosing = true;
      return this.#deps.onClosing();
    }
    event.preventDefault();
    void this.#askToClose();
  }

  /** What is prevented is the page's refusal. */
  #onRefusal(event: Event): void {
    const isClosing = this.#isClosing;
    this.#isClosing = false;
    if (this.#deps.isLoading() || (isClosing ? this.#isFree() : this.#mayReload)) event.preventDefault();
    else if (isClosing) void this.#askToClose();
    else void this.#askToReload();
  }

  #onHang(): void {
    if (!this.#isClosing) return;
    if (this.#isFree()) this.#window.destroy();
    else void this.#askToClose(words.hangs);
  }

  async #askToClose(texts = words.close[this.#deps.show().is]): Promise<void> {
    const { is } = this.#deps.show();
    this.#deps.onHeld();
    const answer = await this.#ask({ ...texts, buttons: words.closeButtons });
    // what was agreed to before was another end, of what may have been something else
    this.#agreed = answer === leave ? is : null;
    if (answer !== leave) return this.#deps.onStay();
    // a show may have begun meanwhile, which nobody was asked about
    if (this.#isFree()) this.#deps.leave();
    else await this.#askToClose();
  }

  async #askToReload(): Promise<void> {
    const { is, isComposed } = this.#deps.show();
    const texts = words.reload[isComposed ? is : 'off'];
    if ((await this.#ask({ ...texts, buttons: words.reloadButtons })) !== leave || this.#window.isDestroyed()) return;
    // until the page answers, it still takes back the load before: the next one would go with it. One that hangs never does
    const answered = this.#window.webContents.executeJavaScript('0').catch(() => undefined);
    await Promise.race([answered, pause(hangsAfterMs, undefined, { ref: false })]);
    if (this.#window.isDestroyed()) return;
    this.#mayReload = true;
    this.#window.webContents.reload();
  }

  /** Null: nobody answers. Another question stands, or the app goes. */
  async #ask(texts: Parameters<typeof question>[0]): Promise<number | null> {
    if (this.#isAsking) {
      this.#window.focus();
      return null;
    }
    this.#isAsking = true;
    const answer = await this.#deps.boxes.show(this.#window, question(texts));
    // one that is given at once would go again before Electron has stayed
    await nextTurn();
    this.#isAsking = false;
    return answer;
  }
}
