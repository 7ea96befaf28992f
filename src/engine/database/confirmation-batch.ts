import type { Clock } from '../clock.js';
import type { UploadRow } from '../publish/bucket/publication-journal.js';

/** What is confirmed within this time is written at once: a transaction of its own for each row costs five times as much. */
const batchMs = 50;
const mostRows = 64;

export interface ConfirmationBatchDeps {
  /** Writes them in one transaction; throws `disk.full`, `archive.write-failed`. */
  readonly write: (rows: readonly UploadRow[]) => void;
  readonly clock: Clock;
}

/**
 * Confirmed objects on their way into the journal, in the order in which they came. What a `kill -9` takes away here is sent
 * once more under the same names (decision record 0014). While the database cannot be written, `add` says so at once.
 */
export class ConfirmationBatch {
  readonly #deps: ConfirmationBatchDeps;
  #rows: UploadRow[] = [];
  #cancel: (() => void) | null = null;
  #hasFailed = false;

  constructor(deps: ConfirmationBatchDeps) {
    this.#deps = deps;
  }

  /** Not written yet. */
  get rows(): readonly UploadRow[] {
    return this.#rows;
  }

  /** Throws as `write`: then this row is not taken. */
  add(row: UploadRow): void {
    this.#rows.push(row);
    try {
      if (this.#hasFailed || this.#rows.length >= mostRows) this.flush();
    } catch (error) {
      this.#rows.pop();
      throw error;
    }
    if (this.#rows.length > 0) this.#cancel ??= this.#deps.clock.after(batchMs, () => this.settle());
  }

  /** Writes what there is. Throws as `write`, and keeps it then. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#rows.length === 0) return;
    this.#hasFailed = true;
    this.#deps.write(this.#rows);
    this.#hasFailed = false;
    this.#rows = [];
  }

  /** These are not confirmed any more. */
  discard(isForgotten: (row: UploadRow) => boolean): void {
    this.#rows = this.#rows.filter((row) => !isForgotten(row));
  }

  /** As `flush`, but what fails is kept without a word: the next call, or the next row, tries again. */
  settle(): void {
    try {
      this.flush();
    } catch {
      // `add` throws it from now on
    }
  }
}
