import type { RelaunchOptions } from 'electron';
import type { EngineKeeper } from './engine-keeper.js';
import type { MessageBoxes } from './message-boxes.js';
import { startAgainOptions, updateFailed } from './start-again.js';

/** A page that hangs is waited for so long: behind it the engine has its 8 s. */
const PAGE_LIMIT_MS = 1_500;
/** Then all is over, whatever holds it up. */
const ALL_LIMIT_MS = 10_000;

/** The running program, as Electron has it (hear-quit.ts). */
export interface Program {
  /** Has the windows close, and then asks all parts to go: `goes` hears of it. */
  quit(): void;
  /** Ends it at once. */
  exit(code: number): void;
  relaunch(options: RelaunchOptions): void;
  /** Ends the pages, whatever they hold. */
  destroyWindows(): void;
}

export interface QuitDeps {
  readonly engine: Pick<EngineKeeper, 'isRunning' | 'giveUpRestarts' | 'stop' | 'kill'>;
  readonly boxes: Pick<MessageBoxes, 'putAway'>;
  readonly program: Program;
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

  /** Nobody is there to be asked. */
  isForced(): boolean {
    return this.#isForced;
  }

  /** Nobody is asked any more: all ends, within 10 s. */
  leave(): void {
    this.#startDeadline();
    this.#deps.program.quit();
    setTimeout(() => this.#deps.program.destroyWindows(), PAGE_LIMIT_MS);
  }

  /** As `leave`, and nothing that goes is asked or started anew: who ends the app from outside waits for nobody. */
  force(): void {
    this.#isForced = true;
    // who ends the whole group of processes ends the engine as well, and it may be quicker
    this.#deps.engine.giveUpRestarts();
    this.leave();
  }

  /** The windows are closed and the app would go: it does once the engine has. */
  goes(event: Pick<Event, 'preventDefault'>): void {
    if (this.#isHandedOver) return;
    this.#startDeadline();
    if (!this.#deps.engine.isRunning()) return this.#startAgain();
    event.preventDefault();
    void this.#deps.engine.stop().then(() => this.#deps.program.quit());
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
    this.#deps.program.quit();
  }

  /** The app was started a second time. Where this one goes, it is started again behind it. */
  wake(argv: readonly string[]): void {
    if (this.#isUnderWay) this.#again = argv;
  }

  #startDeadline(): void {
    this.#isUnderWay = true;
    this.#deps.boxes.putAway();
    this.#deadline ??= setTimeout(() => {
      this.#deps.engine.kill();
      this.#startAgain();
      this.#deps.program.exit(Number(process.exitCode ?? 0));
    }, ALL_LIMIT_MS);
  }

  #startAgain(): void {
    if (this.#again !== null) {
      this.#deps.program.relaunch(startAgainOptions(process.argv, this.#again, process.env, process.execPath));
    }
    this.#again = null;
  }
}
