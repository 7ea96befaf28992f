import type { TranscodeProgress } from './transcoder.js';

/** How far back the speed is measured. */
const windowMs = 5000;

/**
 * Reads `-progress` lines. ffmpeg's own `speed=` is the average since the start and hides that a machine has stopped
 * keeping up; here it is the programme's time over the wall's time of the last five seconds. Programme time counts from
 * the first report that had one.
 */
export class ProgressParser {
  readonly #monotonicMs: () => number;
  readonly #history: { readonly atMs: number; readonly seconds: number }[] = [];
  readonly #block = new Map<string, string>();
  #firstSeconds: number | null = null;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Takes one line, without its line end. Answers with a report at the last line of each block, else null. */
  push(line: string): TranscodeProgress | null {
    const equals = line.indexOf('=');
    if (equals < 0) return null;
    const key = line.slice(0, equals).trim();
    if (key !== 'progress') {
      this.#block.set(key, line.slice(equals + 1).trim());
      return null;
    }
    const report = this.#report();
    this.#block.clear();
    return report;
  }

  #report(): TranscodeProgress {
    const microseconds = this.#number('out_time_us');
    const outTimeSeconds = microseconds === null ? null : this.#sinceStart(microseconds / 1e6);
    return {
      speed: outTimeSeconds === null ? null : this.#speed(outTimeSeconds),
      outTimeSeconds,
      droppedFrames: this.#number('drop_frames') ?? 0,
      duplicatedFrames: this.#number('dup_frames') ?? 0,
    };
  }

  #sinceStart(seconds: number): number {
    this.#firstSeconds ??= seconds;
    return Math.max(0, seconds - this.#firstSeconds);
  }

  #speed(seconds: number): number | null {
    const atMs = this.#monotonicMs();
    this.#history.push({ atMs, seconds });
    while (this.#history.length > 2 && atMs - (this.#history[1]?.atMs ?? atMs) >= windowMs) this.#history.shift();
    const oldest = this.#history[0];
    if (oldest === undefined || atMs - oldest.atMs < 500) return null;
    return ((seconds - oldest.seconds) * 1000) / (atMs - oldest.atMs);
  }

  #number(key: string): number | null {
    const value = Number(this.#block.get(key) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  }
}
