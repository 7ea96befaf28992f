import { mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BackgroundFile } from './background-file.js';

const fileName = /^headwater-(\d{4}-\d{2}-\d{2})\.log$/;

/**
 * The log's files: one per day (local time), `headwater-YYYY-MM-DD.log`, kept for `keepDays` days. Written in the
 * background; `flush` writes what is left at once. A disk that is full or gone costs lines, never the engine.
 */
export class DailyFile {
  readonly #folder: string;
  readonly #keepDays: number;
  readonly #now: () => number;
  #day = '';
  #dayEndsAtMs = 0;
  #file: BackgroundFile | null = null;

  constructor(options: { folder: string; keepDays: number; now: () => number }) {
    this.#folder = options.folder;
    this.#keepDays = options.keepDays;
    this.#now = options.now;
  }

  /** Takes one line, its line end with it. */
  write(line: string): void {
    const nowMs = this.#now();
    if (this.#file === null || nowMs >= this.#dayEndsAtMs || nowMs < this.#dayEndsAtMs - 25 * 3_600_000)
      this.#open(nowMs);
    this.#file?.append(line);
  }

  /** Writes what waits, at once. */
  flush(): void {
    this.#file?.flush();
  }

  /** Writes what waits and closes. A later line opens the file again. */
  close(): void {
    this.#file?.close();
    this.#file = null;
  }

  #open(nowMs: number): void {
    const date = new Date(nowMs);
    const day = localDay(date);
    this.#dayEndsAtMs = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
    if (this.#file !== null && day === this.#day) return;
    this.close();
    this.#day = day;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#file = new BackgroundFile(openSync(join(this.#folder, `headwater-${day}.log`), 'a', 0o600));
      this.#removeOld(date);
    } catch {
      this.#file = null; // tried again with the next line
    }
  }

  #removeOld(today: Date): void {
    const oldest = new Date(today.getFullYear(), today.getMonth(), today.getDate() - this.#keepDays + 1);
    for (const name of readdirSync(this.#folder)) {
      const day = fileName.exec(name)?.[1];
      if (day !== undefined && day < localDay(oldest)) rmSync(join(this.#folder, name), { force: true });
    }
  }
}

/** `YYYY-MM-DD` in local time, which is the day that the person at the desk means. */
function localDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
