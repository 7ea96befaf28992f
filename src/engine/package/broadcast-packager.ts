import type { BroadcastArchive } from '../archive/broadcast-archive.js';
import type { Clock } from '../clock.js';
import type { PackagerRun } from './packager-run.js';
import type { ProgrammeWatcher } from './programme-watcher.js';

/** How long an old run may take to reach the frame at which a new one takes over. */
const handoverDeadlineMs = 15_000;

/**
 * Puts the runs of a broadcast one behind the other on its time line. Runs never overlap: a new one either begins after
 * the old one's end (another stay of the encoder: another clock), or takes over from it at an IDR (the same stay: the same
 * clock), in which case not a frame is lost or doubled.
 */
export class BroadcastPackager {
  readonly #archive: BroadcastArchive;
  readonly #clock: Clock;
  readonly #watcher: ProgrammeWatcher | null;
  #current: PackagerRun | null = null;

  constructor(deps: {
    readonly archive: BroadcastArchive;
    readonly clock: Clock;
    readonly watcher?: ProgrammeWatcher | undefined;
  }) {
    this.#archive = deps.archive;
    this.#clock = deps.clock;
    this.#watcher = deps.watcher ?? null;
  }

  get current(): PackagerRun | null {
    return this.#current;
  }

  /**
   * Makes `run` the current one, from its first IDR at or after `notBefore` (its own clock). False when its outputs ended
   * before it had anything to show. `takesOver`: it reads the same clock as the current run, which goes on until then.
   */
  async take(run: PackagerRun, options: { readonly takesOver: boolean; readonly notBefore: number }): Promise<boolean> {
    const old = this.#current;
    if (old === null || !options.takesOver) {
      await this.finish();
      const start = await run.startPoint(options.notBefore);
      if (start === null) return false;
      this.#activate(run, start, { continues: false });
      return true;
    }
    for (;;) {
      const start = await run.startPoint(Math.max(options.notBefore, old.openStartSeconds ?? -Infinity));
      if (start === null) return false;
      // while the new run's slowest rung was waited for, the old one may have closed the segment that starts there
      if (start < (old.openStartSeconds ?? -Infinity) - 0.001) continue;
      await this.#withDeadline(old.limit(start));
      await old.finish(this.#archive);
      this.#activate(run, start, { continues: true });
      return true;
    }
  }

  /**
   * Ends the current run, if any: closes what is open and waits until the archive has it. Returns where it ended on its
   * own clock. `tailSeconds`: how much longer than the picture its sound may be, at most.
   */
  async finish(options: { readonly tailSeconds?: number } = {}): Promise<number | null> {
    const run = this.#current;
    this.#current = null;
    if (run !== null) this.#watcher?.runEnds();
    return (await run?.finish(this.#archive, options)) ?? null;
  }

  #activate(run: PackagerRun, startSeconds: number, how: { readonly continues: boolean }): void {
    this.#current = run;
    this.#watcher?.runBegins(how);
    run.activate(startSeconds, this.#archive, this.#watcher);
  }

  async #withDeadline(work: Promise<void>): Promise<void> {
    let cancel = (): void => undefined;
    const deadline = new Promise<void>((resolve) => {
      cancel = this.#clock.after(handoverDeadlineMs, resolve);
    });
    await Promise.race([work, deadline]);
    cancel();
  }
}
