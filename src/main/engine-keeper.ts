import { AppError, type ErrorData } from '../shared/errors.js';
import type { EnginePorts, ShowOn } from '../shared/host-protocol.js';
import type { EngineProcess, EngineProcessEvents } from './engine-process.js';
import { RestartPlan } from './restart-plan.js';
import type { Note } from './shell-log.js';

type Life = Pick<EngineProcess, 'stop' | 'kill'>;

export interface EngineKeeperEvents {
  /** The engine, or the next one, serves the studio there. */
  onReady(studioUrl: string): void;
  onShow(show: ShowOn): void;
  /** It fell, or has ended; the next one may follow. */
  onGone(): void;
  /** There will be no engine. `hasRun`: it did run, and fell too often. */
  onFailed(error: ErrorData, hasRun: boolean): void;
}

export interface EngineKeeperDeps {
  /** Starts one life. `ports`: where the one before listened; null: as is configured. */
  readonly launch: (events: EngineProcessEvents, ports: EnginePorts | null) => Life;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly after: (delayMs: number, then: () => void) => void;
  /** Hears of each fall, also of one that is mended. */
  readonly note: Note;
}

/**
 * Keeps an engine's process alive: one that falls is started anew at once, on its ports, so that the page, encoders and
 * viewers come back to it by themselves. One that never came up is told, and so is one that falls again and again.
 */
export class EngineKeeper {
  readonly #events: EngineKeeperEvents;
  readonly #deps: EngineKeeperDeps;
  readonly #plan = new RestartPlan();
  #process: Life | null = null;
  #ports: EnginePorts | null = null;
  #hasRun = false;
  #isOver = false;

  constructor(events: EngineKeeperEvents, deps: EngineKeeperDeps) {
    this.#events = events;
    this.#deps = deps;
  }

  start(): void {
    const startedAt = this.#deps.now();
    let failure: ErrorData | null = null;
    const life = this.#deps.launch(
      {
        onReady: (url, ports) => {
          if (this.#isOver) return;
          this.#hasRun = true;
          this.#ports = ports;
          this.#events.onReady(url);
        },
        onShow: (show) => this.#events.onShow(show),
        onFailed: (error) => {
          failure = error;
          // what holds it up may be gone at the next try
          if (this.#hasRun) void life.stop();
          else this.#giveUp(error);
        },
        onExit: (code, lastWords) => {
          if (!this.#isOver) void this.#noteFall(code, lastWords);
          this.#process = null;
          this.#events.onGone();
          this.#next(this.#deps.now() - startedAt, failure ?? fallen(code));
        },
      },
      this.#ports,
    );
    this.#process = life;
  }

  /** True while there is a process that must be stopped before the app may go. */
  isRunning(): boolean {
    return this.#process !== null;
  }

  /** True until it is stopped or given up: one that has just fallen comes back. */
  isKept(): boolean {
    return !this.#isOver;
  }

  /** Starts none anew from now on, and shows none: the one that runs may end by itself. */
  giveUpRestarts(): void {
    this.#isOver = true;
  }

  async stop(): Promise<void> {
    this.giveUpRestarts();
    await this.#process?.stop();
  }

  /** Ends the process that runs without asking it. */
  kill(): void {
    this.giveUpRestarts();
    this.#process?.kill();
  }

  async #noteFall(code: number, lastWords: Promise<string>): Promise<void> {
    const { message } = fallen(code);
    this.#deps.note(`${message}\n${await lastWords}`.trimEnd());
  }

  #next(livedMs: number, error: ErrorData): void {
    if (this.#isOver) return;
    const pauseMs = this.#hasRun ? this.#plan.next(livedMs) : null;
    if (pauseMs === null) return this.#giveUp(error);
    this.#deps.after(pauseMs, () => {
      if (!this.#isOver) this.start();
    });
  }

  #giveUp(error: ErrorData): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#events.onFailed(error, this.#hasRun);
  }
}

const fallen = (code: number): ErrorData =>
  new AppError('internal', `Expected the engine to run, got exit code ${code}`, { retryable: true }).toData();
