import type { Clock } from './clock.js';
import type { Logger } from './log/logger.js';
import { toAppError, type AppError } from '../shared/errors.js';

/** Something that may die. `exited` resolves at its real end, whatever the cause; it never rejects. */
export interface SupervisedInstance {
  readonly exited: Promise<{ readonly cause: string }>;
  stop(reason: string): Promise<void>;
}

export type SupervisorState =
  | { readonly status: 'offline' }
  | { readonly status: 'starting' }
  | { readonly status: 'live' }
  | { readonly status: 'reconnecting'; readonly attempt: number; readonly pauseMs: number; readonly cause: string }
  | { readonly status: 'stopping' }
  | { readonly status: 'failed'; readonly error: AppError };

export interface SupervisorDeps<T extends SupervisedInstance> {
  readonly name: string;
  /** Starts one instance; resolves once it serves. Called again after each death, never twice at a time. */
  readonly launch: () => Promise<T>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onState: (state: SupervisorState) => void;
  /** Deaths in a row, without a healthy stretch between them, after which it gives up. Default 20 (about 9 minutes). */
  readonly giveUpAfter?: number;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const HEALTHY_MS = 60_000;

/**
 * Keeps one instance alive: the first restart comes at once, further ones after 1, 2, 4 … 30 s. An instance that lived for
 * a minute clears the count. Gives up visibly (`failed`).
 */
export class Supervisor<T extends SupervisedInstance> {
  readonly #deps: SupervisorDeps<T>;
  #current: T | null = null;
  #state: SupervisorState = { status: 'offline' };
  #deaths = 0;
  #liveSinceMs = 0;
  #cancelPause: (() => void) | null = null;
  #launching: Promise<void> | null = null;
  #started: Promise<void> | null = null;
  #stopped: Promise<void> | null = null;

  constructor(deps: SupervisorDeps<T>) {
    this.#deps = deps;
  }

  /** The living instance, or null between two lives. */
  get current(): T | null {
    return this.#current;
  }

  get state(): SupervisorState {
    return this.#state;
  }

  /** Launches the first instance. Rejects with its AppError, and does not try again, when that fails. */
  start(): Promise<void> {
    this.#started ??= this.#first();
    return this.#started;
  }

  /** Ends the instance and waits for its end. Works in any state, never throws. */
  stop(reason: string): Promise<void> {
    this.#stopped ??= this.#end(reason);
    return this.#stopped;
  }

  async #first(): Promise<void> {
    if (this.#stopped !== null) return;
    this.#set({ status: 'starting' });
    const launch = this.#launch();
    // stop() waits for a launch under way; how it ended is this caller's business.
    this.#launching = launch.catch(() => undefined);
    try {
      await launch;
    } catch (thrown) {
      const error = toAppError(thrown);
      this.#set({ status: 'failed', error });
      throw error;
    } finally {
      this.#launching = null;
    }
  }

  async #launch(): Promise<void> {
    const instance = await this.#deps.launch();
    this.#current = instance;
    this.#liveSinceMs = this.#deps.clock.monotonicMs();
    if (this.#stopped === null) this.#set({ status: 'live' });
    void instance.exited.then(({ cause }) => {
      if (this.#current !== instance) return;
      this.#current = null;
      if (this.#deps.clock.monotonicMs() - this.#liveSinceMs >= HEALTHY_MS) this.#deaths = 0;
      this.#died(cause);
    });
  }

  #died(cause: string): void {
    if (this.#stopped !== null) return;
    this.#deaths += 1;
    const { name, logger, clock } = this.#deps;
    if (this.#deaths > (this.#deps.giveUpAfter ?? 20)) {
      const error = toAppError(new Error(`${name} died ${String(this.#deaths)} times in a row: ${cause}`));
      logger.error({ name, deaths: this.#deaths, cause }, 'gave up restarting');
      this.#set({ status: 'failed', error });
      return;
    }
    const pauseMs = this.#deaths === 1 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (this.#deaths - 2), LONGEST_PAUSE_MS);
    logger.warn({ name, attempt: this.#deaths, pauseMs, cause }, 'died, restarting');
    this.#set({ status: 'reconnecting', attempt: this.#deaths, pauseMs, cause });
    if (pauseMs === 0) this.#relaunch();
    else this.#cancelPause = clock.after(pauseMs, () => this.#relaunch());
  }

  #relaunch(): void {
    this.#cancelPause = null;
    if (this.#stopped !== null) return;
    this.#launching = this.#launch().then(
      () => {
        this.#launching = null;
      },
      (thrown: unknown) => {
        this.#launching = null;
        this.#died(toAppError(thrown).message);
      },
    );
  }

  async #end(reason: string): Promise<void> {
    // Let `stop` assign #stopped before anything here looks at it.
    await Promise.resolve();
    const wasFailed = this.#state.status === 'failed';
    this.#cancelPause?.();
    if (!wasFailed) this.#set({ status: 'stopping' });
    await this.#launching;
    const instance = this.#current;
    this.#current = null;
    try {
      await instance?.stop(reason);
    } catch (thrown) {
      this.#deps.logger.error({ name: this.#deps.name, err: toAppError(thrown).message }, 'did not stop cleanly');
    }
    this.#set({ status: 'offline' });
  }

  #set(state: SupervisorState): void {
    this.#state = state;
    this.#deps.onState(state);
  }
}
