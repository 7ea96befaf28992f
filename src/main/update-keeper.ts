import type { KnownUpdate, UpdateProblem, UpdateStanding } from '../shared/update-news.js';
import { updateProblem } from './update-problem.js';

/** Where updates come from. */
export interface Updater {
  /** The version that is newer than this one, or null. Rejects when nobody can be asked. */
  find(): Promise<string | null>;
  /** Brings here what was found, and says how far it is. Rejects when it fails, and when `signal` cuts it. */
  fetch(signal: AbortSignal, onPercent: (percent: number) => void): Promise<void>;
}

export interface UpdateKeeperDeps {
  readonly updater: Updater;
  /** It is here, and nothing is on: the creator may be asked. Once for each version, beside what the menu asks for. */
  readonly onReady: (version: string) => void;
  readonly onFailed: (error: unknown) => void;
  /** It stands otherwise than before. */
  readonly onStanding: (standing: UpdateStanding) => void;
  readonly after: (delayMs: number, then: () => void) => void;
}

/** `asks-later`: something is on, so nobody was asked. */
export type UpdateAnswer = KnownUpdate | { readonly is: 'asks-later' };

/** The start is the studio's. */
const FIRST_CHECK_MS = 20_000;
const CHECK_EVERY_MS = 4 * 60 * 60 * 1000;

/**
 * Looks for updates, at the start and every few hours, and brings them here. While something is live or recorded it asks nobody,
 * loads nothing and offers nothing: what is under way is cut, and begun anew when all is off.
 */
export class UpdateKeeper {
  readonly #deps: UpdateKeeperDeps;
  #state: KnownUpdate | { readonly is: 'unasked' } = { is: 'unasked' };
  /** What went wrong since, beside what is known. */
  #problem: UpdateProblem | null = null;
  #told: UpdateStanding = { is: 'unasked' };
  #isOn = false;
  #isDue = false;
  #check: Promise<UpdateAnswer> | null = null;
  #fetching: AbortController | null = null;
  #offered: string | null = null;
  #isWanted = false;

  constructor(deps: UpdateKeeperDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#deps.after(FIRST_CHECK_MS, () => this.#checkInTurn());
  }

  /** Whether something is live or recorded. */
  setOn(isOn: boolean): void {
    this.#isOn = isOn;
    if (isOn) {
      this.#isWanted = false;
      return this.#fetching?.abort();
    }
    if (this.#isDue) void this.check();
    this.#goOn();
  }

  /** Asks now, while nothing is on; else says what is known, and asks at the end of that. Answers how it stands then. Never rejects. */
  check(): Promise<UpdateAnswer> {
    if (this.#isOn) return Promise.resolve(this.#later());
    this.#isDue = false;
    if (this.#state.is === 'fetching' || this.#state.is === 'ready') return Promise.resolve(this.#state);
    this.#check ??= this.#ask().finally(() => {
      this.#check = null;
      this.#tell();
    });
    this.#tell();
    return this.#check;
  }

  /** How it stands now. */
  standing(): UpdateStanding {
    if (this.#check !== null) return { is: 'looking' };
    return this.#problem === null ? this.#state : { is: 'failed', why: this.#problem };
  }

  /** Whether what is here may be put in place now. */
  mayInstall(): boolean {
    return this.#state.is === 'ready' && !this.#isOn;
  }

  /** The creator wants what is here, at the end that follows. False: not now, something is on. */
  want(): boolean {
    this.#isWanted = this.mayInstall();
    return this.#isWanted;
  }

  /** That end did not come. */
  unwant(): void {
    this.#isWanted = false;
  }

  /** The app ends: whether it is to be put in place. Once. */
  takeWanted(): boolean {
    const isWanted = this.#isWanted;
    this.#isWanted = false;
    return isWanted;
  }

  #checkInTurn(): void {
    void this.check();
    this.#deps.after(CHECK_EVERY_MS, () => this.#checkInTurn());
  }

  #tell(): void {
    const standing = this.standing();
    if (JSON.stringify(standing) === JSON.stringify(this.#told)) return;
    this.#told = standing;
    this.#deps.onStanding(standing);
  }

  #later(): UpdateAnswer {
    const state = this.#state;
    if (state.is === 'found' || state.is === 'ready') return state;
    // cut, and begun anew when all is off
    if (state.is === 'fetching') return { is: 'found', version: state.version };
    this.#isDue = true;
    return { is: 'asks-later' };
  }

  async #ask(): Promise<KnownUpdate> {
    try {
      const version = await this.#deps.updater.find();
      this.#state = version === null ? { is: 'none' } : { is: 'found', version };
    } catch (error) {
      return { is: 'failed', why: this.#fail(error) };
    }
    this.#problem = null;
    this.#goOn();
    return this.#state;
  }

  #fail(error: unknown): UpdateProblem {
    this.#problem = updateProblem(error);
    this.#deps.onFailed(error);
    return this.#problem;
  }

  /** The next step, unless something is on. */
  #goOn(): void {
    if (this.#isOn) return;
    if (this.#state.is === 'found') void this.#fetch(this.#state.version);
    if (this.#state.is !== 'ready' || this.#offered === this.#state.version) return;
    this.#offered = this.#state.version;
    this.#deps.onReady(this.#state.version);
  }

  async #fetch(version: string): Promise<void> {
    const fetching = new AbortController();
    this.#fetching = fetching;
    this.#problem = null;
    const reach = (percent: number): void => {
      this.#state = { is: 'fetching', version, percent: Math.floor(percent) };
      this.#tell();
    };
    reach(0);
    try {
      await this.#deps.updater.fetch(fetching.signal, reach);
      this.#state = { is: 'ready', version };
      this.#goOn();
    } catch (error) {
      this.#state = { is: 'found', version };
      // cut by a show that may be over by now; what failed waits for its next turn
      if (fetching.signal.aborted) this.#goOn();
      else this.#fail(error);
    }
    this.#tell();
  }
}
