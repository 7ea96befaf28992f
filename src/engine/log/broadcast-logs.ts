import { join } from 'node:path';
import { appendBounded } from './append-bounded.js';

/** The log's name in a broadcast's archive folder. No origin shows and nobody publishes files of that extension. */
export const broadcastLogName = 'broadcast.log';

/** At most this much is kept of one broadcast; then the older half goes. */
const maxLogBytes = 5 * 1024 * 1024;
/** Lines that wait for a folder to be there. */
const maxWaitingLines = 500;
const warnLevel = 40;
/** As broadcasts are named (shared/domain.ts), wherever it stands in a line: a field, a path, a URL. */
const broadcastId = /(?<![a-z0-9-])\d{8}-\d{6}-[a-z0-9]{8}(?![a-z0-9-])/g;

/** Where the logs go, and which broadcast is on. */
export interface BroadcastPlaces {
  /** The broadcast's archive folder; null for one that is not known. */
  readonly folderOf: (id: string) => string | null;
  /** Null while none is on. */
  readonly activeId: () => string | null;
}

/**
 * Each broadcast's own log, beside its media: every line that names the broadcast, and while it is on every warning and
 * error of the engine. Takes lines that are redacted already. Written once per turn of the event loop, without a thread in
 * between: a killed engine has written all but its last turn. A disk that is full or gone costs lines, never the engine.
 */
export class BroadcastLogs {
  readonly #maxBytes: number;
  readonly #waiting = new Map<string, string[]>();
  #places: BroadcastPlaces | null = null;
  #isScheduled = false;

  constructor(options: { readonly maxBytes?: number } = {}) {
    this.#maxBytes = options.maxBytes ?? maxLogBytes;
  }

  /** From now on lines are kept; those from before name no broadcast. */
  follow(places: BroadcastPlaces): void {
    this.#places = places;
  }

  /** From now on none are. What waits is written first. */
  unfollow(): void {
    this.flush();
    this.#places = null;
  }

  /** Takes one line, its line end with it, and its level as pino counts. */
  write(line: string, level: number): void {
    if (this.#places === null) return;
    const ids = new Set(line.match(broadcastId));
    const activeId = level >= warnLevel ? this.#places.activeId() : null;
    if (activeId !== null) ids.add(activeId);
    for (const id of ids) this.#add(id, line);
    if (ids.size === 0 || this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.flush());
  }

  /** Writes what waits, at once. */
  flush(): void {
    this.#isScheduled = false;
    for (const [id, lines] of this.#waiting) {
      if (this.#append(id, lines.join('')) || id !== this.#places?.activeId()) this.#waiting.delete(id);
    }
  }

  #add(id: string, line: string): void {
    const lines = this.#waiting.get(id) ?? [];
    if (lines.length === 0) this.#waiting.set(id, lines);
    if (lines.length < maxWaitingLines) lines.push(line);
  }

  /** False when there is no place for it (yet: a broadcast's folder is made as it starts, or is deleted). */
  #append(id: string, lines: string): boolean {
    try {
      const folder = this.#places?.folderOf(id) ?? null;
      if (folder === null) return false;
      appendBounded(join(folder, broadcastLogName), lines, this.#maxBytes);
      return true;
    } catch {
      return false; // there is no place left to say so
    }
  }
}
