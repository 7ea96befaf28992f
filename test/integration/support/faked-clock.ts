import { readdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Where Debian and others put libfaketime; the `MT` one is for programs with threads. */
function findLibrary(): string | null {
  if (process.platform !== 'linux') return null;
  const roots = ['/usr/lib', '/usr/lib64', '/usr/local/lib'];
  for (const root of roots) {
    const below = namesIn(root).map((name) => path.join(root, name, 'faketime'));
    for (const folder of [path.join(root, 'faketime'), ...below]) {
      const found = namesIn(folder).find((name) => /^libfaketimeMT\.so/.test(name));
      if (found !== undefined) return path.join(folder, found);
    }
  }
  return null;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no such folder here
  }
}

const library = findLibrary();

/** Why no clock can be faked here, for the name of what is skipped; null: it can. */
export const fakedClockMissing: string | null =
  library === null ? 'SKIPPED: no libfaketime here (Debian: faketime)' : null;

/**
 * The clock of a computer, as a process and its children see it: it can be set. Monotonic clocks go on as they are, as they
 * do on a computer whose clock is set.
 */
export class FakedClock {
  /** For the process that is to have this clock. */
  readonly env: Readonly<Record<string, string>>;
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
    this.env = {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      // reading the file at every look at the clock costs more than the programme
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // what it takes for a fix of glibc (by its version) lets every wait by the monotonic clock end at once: Chromium then spins
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
      NO_FAKE_STAT: '1',
    };
  }

  /** One that is right so far. `file`: its own, in a folder that is removed afterwards. */
  static async create(file: string): Promise<FakedClock> {
    const clock = new FakedClock(file);
    await clock.set(0);
    return clock;
  }

  /** Seconds ahead of the true time, negative behind; holds within a second. */
  async set(offsetSeconds: number): Promise<void> {
    const next = `${this.#file}.next`;
    await writeFile(next, `${offsetSeconds < 0 ? '-' : '+'}${Math.abs(offsetSeconds)}\n`);
    await rename(next, this.#file);
  }
}
