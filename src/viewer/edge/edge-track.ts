import { readListedPlaylist, type ListedPlaylist } from '../../shared/listed-playlist.js';
import type { ArrivalClock } from './arrival-clock.js';
import { askFor, readText, type EdgeAnswer } from './edge-request.js';
import { beginsRun } from './first-fragment.js';
import { pause } from './pause.js';
import { writePlaylist, type FoundSegment } from './playlist-text.js';

/** The first question after one that came too early; each further one waits half as long again, up to the longest. */
const againMs = 60;
const longestAgainMs = 500;
/** After so many (half a minute) the stream stands still, maybe for hours: asked seldom from then on. */
const manyMisses = 60;
const seldomAgainMs = 3_000;
/** An object that is so late may not come at all: the playlist knows (a gap, a pause, the end). */
const lateMs = 1_000;
/** How often the playlist is read while nothing is amiss, and while something is. */
const readEveryMs = 5_000;
const readAgainMs = 1_200;
/** After so long without an answer of any kind hls.js is told, and watch/recovery.ts decides. */
const silentMs = 8_000;
/** Objects kept for hls.js to take: it takes them at once, or not at all. */
const keptObjects = 12;

export type EdgeObject = Extract<EdgeAnswer, { readonly outcome: 'there' }>;

/** The network failed: hls.js' own error then. */
export class EdgeFailure extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`Expected an answer of the bucket, got ${status}`);
    this.status = status;
  }
}

/**
 * One rendition at the live edge of a bucket. Names of segments are predictable and an object is there whole or not at all:
 * so the next one is asked for by name when it is due, long before the playlist names it. What is found is told to hls.js as a playlist that
 * an origin would hold back until then; the object itself is handed over and not loaded twice.
 */
export class EdgeTrack {
  readonly #playlistUrl: string;
  readonly #clock: ArrivalClock;
  readonly #objects = new Map<string, EdgeObject>();
  #listed: ListedPlaylist | null = null;
  #found: FoundSegment[] = [];
  #readMs = -Infinity;

  /** `clock`: shared by renditions of one kind, which come at the same pace. */
  constructor(playlistUrl: string, clock: ArrivalClock) {
    this.#playlistUrl = playlistUrl;
    this.#clock = clock;
  }

  /** An object that was found here, once; null: it has to be loaded. */
  take(url: string): EdgeObject | null {
    const object = this.#objects.get(url) ?? null;
    this.#objects.delete(url);
    return object;
  }

  /** The playlist as it is, read anew. Null: none that can be gone on from; hls.js reads it by itself then. */
  async current(calledOff: AbortSignal): Promise<string | null> {
    await this.#read(calledOff);
    return this.#text();
  }

  /** The playlist once it names segment `sequence`, or says what is the matter. Rejects with EdgeFailure. */
  async upTo(sequence: number, calledOff: AbortSignal): Promise<string | null> {
    if (this.#listed === null) return this.current(calledOff);
    let silentSinceMs = performance.now();
    let missingSinceMs = 0;
    let misses = 0;
    while (this.#last < sequence && this.#listed !== null && !this.#listed.hasEnded) {
      const next = this.#last + 1;
      const dueMs = this.#clock.dueMs ?? 0;
      await pause(misses === 0 ? dueMs - performance.now() : this.#againMs(misses), calledOff);
      const askedMs = performance.now();
      const before = this.#last;
      const answer = await this.#ask(next, calledOff);
      if (answer.outcome !== 'failed') silentSinceMs = performance.now();
      if (answer.outcome === 'there') {
        if (this.#add(next, answer)) this.#clock.arrived({ askedMs, misses, nextSeconds: this.#nominal });
        else await this.#readUntilNamed(next, calledOff);
        misses = 0;
        continue;
      }
      if (misses === 0) missingSinceMs = askedMs;
      misses += 1;
      const isLate = performance.now() - missingSinceMs > lateMs;
      if (isLate && performance.now() - this.#readMs > readAgainMs) {
        this.#clock.forget();
        if (await this.#read(calledOff)) silentSinceMs = performance.now();
      }
      if (this.#last > before) misses = 0;
      if (performance.now() - silentSinceMs > silentMs)
        throw new EdgeFailure(answer.outcome === 'failed' ? answer.status : 0);
    }
    if (performance.now() - this.#readMs > readEveryMs) void this.#read(calledOff).catch(() => undefined);
    return this.#text();
  }

  get #last(): number {
    return this.#found.at(-1)?.sequence ?? this.#listed?.segments.at(-1)?.sequence ?? -1;
  }

  /** How long the next segment will probably be, seconds. */
  get #nominal(): number {
    const recent = this.#listed?.segments.slice(-4).map(({ durationSeconds }) => durationSeconds) ?? [];
    return recent.length === 0 ? 1 : recent.reduce((sum, each) => sum + each, 0) / recent.length;
  }

  #againMs(misses: number): number {
    return misses > manyMisses ? seldomAgainMs : Math.min(longestAgainMs, againMs * 1.5 ** (misses - 1));
  }

  async #ask(sequence: number, calledOff: AbortSignal): Promise<EdgeAnswer> {
    const url = this.#url(sequence);
    const answer = await askFor(url, calledOff);
    if (answer.outcome !== 'there') return answer;
    this.#objects.set(url, answer);
    for (const old of this.#objects.keys()) {
      if (this.#objects.size <= keptObjects) break;
      this.#objects.delete(old);
    }
    return answer;
  }

  /** False when its place is not clear: only the playlist says how to go on. */
  #add(sequence: number, { bytes }: EdgeObject): boolean {
    const init = this.#found.findLast(({ newInit }) => newInit !== null)?.newInit ?? this.#listed?.init ?? null;
    const isNewRun = beginsRun(bytes);
    if (isNewRun === null || init === null) return false;
    const durationSeconds = Math.round(this.#nominal * 1e5) / 1e5;
    // runs count their init segments: this one's is the next
    this.#found.push({ sequence, durationSeconds, newInit: isNewRun && sequence > 0 ? init + 1 : null });
    return true;
  }

  /** Reads the playlist until it names a segment that is there. */
  async #readUntilNamed(sequence: number, calledOff: AbortSignal): Promise<void> {
    for (let tries = 0; tries < 8 && this.#last < sequence; tries += 1) {
      if (tries > 0) await pause(readAgainMs, calledOff);
      await this.#read(calledOff);
      if (this.#listed === null) return;
    }
  }

  /** False when it could not be read; what was known stays. */
  async #read(calledOff: AbortSignal): Promise<boolean> {
    this.#readMs = performance.now();
    const text = await readText(this.#playlistUrl, calledOff);
    if (typeof text !== 'string') {
      if (this.#listed === null) throw new EdgeFailure(text.status);
      return false;
    }
    const listed = readListedPlaylist(text);
    const newest = listed?.segments.at(-1)?.sequence ?? -1;
    // a cache may hand out an older one
    const known = this.#listed?.segments.at(-1)?.sequence ?? -1;
    if (listed !== null && newest < known && !listed.hasEnded) return true;
    this.#listed = listed;
    this.#found = listed?.hasEnded === true ? [] : this.#found.filter((found) => found.sequence > newest);
    return true;
  }

  #text(): string | null {
    return this.#listed === null ? null : writePlaylist(this.#listed, this.#found);
  }

  #url(sequence: number): string {
    return new URL(`${sequence}.m4s`, this.#playlistUrl).href;
  }
}
