import type { Clock } from '../clock.js';
import type { ProcessOwner } from './owned-process.js';

/** Measures the CPU of the engine and its children, in cores, about once a second. */
export class CpuMeter {
  readonly #owner: ProcessOwner;
  readonly #clock: Clock;
  #cores: number | null = null;
  #last: { readonly seconds: number; readonly atMs: number } | null = null;
  #cancel: () => void = () => undefined;
  #isOn = false;

  constructor(deps: { readonly owner: ProcessOwner; readonly clock: Clock }) {
    this.#owner = deps.owner;
    this.#clock = deps.clock;
  }

  /** Null where it cannot be read, and before the second reading. */
  get cores(): number | null {
    return this.#cores;
  }

  start(): void {
    this.#isOn = true;
    void this.#read();
  }

  stop(): void {
    this.#isOn = false;
    this.#cancel();
  }

  async #read(): Promise<void> {
    const seconds = await this.#owner.cpuSeconds().catch(() => null);
    const atMs = this.#clock.monotonicMs();
    if (seconds === null) {
      this.#cores = null;
    } else {
      const last = this.#last;
      // a child that ended takes its seconds with it: such a reading says nothing
      if (last !== null && seconds >= last.seconds && atMs > last.atMs) {
        this.#cores = ((seconds - last.seconds) * 1000) / (atMs - last.atMs);
      }
      this.#last = { seconds, atMs };
    }
    if (this.#isOn) this.#cancel = this.#clock.after(1000, () => void this.#read());
  }
}
