import { z } from 'zod';
import type { Database } from '../database/database.js';

/** Lines are changed, and computers carried about: an older measurement says nothing. */
const maxAgeMs = 30 * 24 * 3_600_000;
const row = z.object({ bitsPerSecond: z.number() });

/** What the newest test of a bucket measured of the line to the outside, over restarts. */
export class MeasuredLine {
  readonly #database: Database;
  readonly #now: () => number;

  constructor({ database, now = Date.now }: { readonly database: Database; readonly now?: () => number }) {
    this.#database = database;
    this.#now = now;
  }

  /** Bits per second; null when nothing was measured in the last 30 days. */
  read(): number | null {
    const sql = `SELECT upload_bits_per_second AS bitsPerSecond FROM measured_lines
      WHERE measured_at_ms > :since ORDER BY measured_at_ms DESC LIMIT 1`;
    return this.#database.get(row, sql, { since: this.#now() - maxAgeMs })?.bitsPerSecond ?? null;
  }

  /** Forgets what was measured before. Throws `disk.full`, `archive.write-failed`. */
  keep(bitsPerSecond: number): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM measured_lines');
      this.#database.run('INSERT INTO measured_lines VALUES (:atMs, :bitsPerSecond)', {
        atMs: this.#now(),
        bitsPerSecond,
      });
    });
  }
}
