import { app, BrowserWindow, powerMonitor } from 'electron';
import type { EngineKeeper } from './engine-keeper.js';
import type { MessageBoxes } from './message-boxes.js';
import { startAgainOptions, updateFailed } from './start-again.js';

/** What ends a program from outside: the system that shuts down, a service manager, Ctrl+C in a terminal. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** A page that hangs is waited for so long: behind it the engine has its 8 s. */
const PAGE_LIMIT_MS = 1_500;
/** Then all is over, whatever holds it up. */
const ALL_LIMIT_MS = 10_000;

export interface QuitDeps {
  readonly engine: EngineKeeper;
  readonly boxes: MessageBoxes;
  /** Whether something is live or recorded. */
  readonly isOn: () => boolean;
}

/**
 * Quits in order: Electron closes the window, whose page may ask and stay; once it is gone the engine closes its recording
 * (at the latest 8 s), and then all goes. Nothing of it takes longer than 10 s, once nobody is asked any more.
 */
export class Quit {
  readonly #deps: QuitDeps;
  #isForced = false;
  #isUnderWay = false;
  #isHandedOver = false;
  /** The arguments of a start that came when this one went. */
  #again: readonly string[] | null = null;
  #deadline: NodeJS.Timeout | null = null;

  constructor(deps: QuitDeps) {
    this.#deps = deps;
  }

  /** Hears from now on what ends the app. */
  start(): void {
    app.on('will-quit', (event) => this.#onWillQuit(event));
    // before, Electron would put its own listeners in their place: they quit as a creator does, and are asked
    void app.whenReady().then(() => {
      for (const signal of signals) process.on(signal, () => this.#force());
      // Linux and macOS; what is prevented is that it goes on before this one has ended
      powerMonitor.on('shutdown', (event?: Event) => {
        event?.preventDefault();
        this.#force();
      });
    });
    app.on('browser-window-created', (_event, window) => {
      // Windows asks first, and waits for whom it would cost a recording: as soon as that one has ended it goes on
      window.on('query-session-end', (event) => {
        if (!this.#deps.isOn()) return;
        event.preventDefault();
        this.#force();
      });
      // then it tells, and waits for nobody
      window.on('session-end', () => this.#force());
    });
  }

  /** Nobody is there to be asked. */
  isForced(): boolean {
    return this.#isForced;
  }

  /** Nobody is asked any more: all ends, within 10 s. */
  leave(): void {
    this.#startDeadline();
    app.quit();
    setTimeout(() => {
      for (const window of BrowserWindow.getAllWindows()) window.destroy();
    }, PAGE_LIMIT_MS);
  }

  /** The window goes (its page may hold it still). */
  closing(): void {
    this.#isUnderWay = true;
  }

  /** It does not, as yet. */
  held(): void {
    this.#isUnderWay = false;
    this.#again = null;
  }

  /** From here on the end is another's, who starts the app again: an update is put in place. */
  handOver(): void {
    this.#isHandedOver = true;
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    this.#deadline = null;
  }

  /** That one could not: all has ended here, so this version starts again, and is told why. */
  handBack(): void {
    this.#isHandedOver = false;
    this.#again = [updateFailed];
    app.quit();
  }

  /** The app was started a second time. Where this one goes, it is started again behind it. */
  wake(argv: readonly string[]): void {
    if (this.#isUnderWay) this.#again = argv;
  }

  #force(): void {
    this.#isForced = true;
    // who ends the whole group of processes ends the engine as well, and it may be quicker
    this.#deps.engine.giveUpRestarts();
    this.leave();
  }

  #startDeadline(): void {
    this.#isUnderWay = true;
    this.#deps.boxes.putAway();
    this.#deadline ??= setTimeout(() => {
      this.#deps.engine.kill();
      this.#startAgain();
      app.exit(Number(process.exitCode ?? 0));
    }, ALL_LIMIT_MS);
  }

  #onWillQuit(event: Electron.Event): void {
    if (this.#isHandedOver) return;
    this.#startDeadline();
    if (!this.#deps.engine.isRunning()) return this.#startAgain();
    event.preventDefault();
    void this.#deps.engine.stop().then(() => app.quit());
  }

  #startAgain(): void {
    if (this.#again !== null) app.relaunch(startAgainOptions(process.argv, this.#again, process.env, process.execPath));
    this.#again = null;
  }
}
