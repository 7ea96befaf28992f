import type { Clock } from '../../clock.js';
import type { RelayTag } from '../relay-tag.js';
import { isHeader, readFeedTag, type FeedTag, type FeedTagKind } from './feed-tag.js';

/** A feed brings packets all the time: after so long without any something before it stands still. */
const silentMs = 5_000;

/** Who sends a feed on. */
export interface FeedReader {
  take(tag: FeedTag): void;
}

/**
 * One stay of a source as all relays of it share it: each tag exists once, however many send it on. Keeps the headers and the
 * GOP under way for connections that begin inside of it; a GOP past the bound is left out, and they wait for the next one.
 */
export class RelayFeed {
  readonly #maxGopBytes: number;
  readonly #clock: Clock;
  readonly #readers = new Set<FeedReader>();
  readonly #headers = new Map<FeedTagKind, FeedTag>();
  #gop: FeedTag[] = [];
  #gopBytes = 0;
  #hasPicture = false;
  #heardAtMs: number;

  constructor(maxGopBytes: number, clock: Clock) {
    this.#maxGopBytes = maxGopBytes;
    this.#clock = clock;
    this.#heardAtMs = clock.monotonicMs();
  }

  /** Nothing has come for some seconds, though the source is not gone. */
  get isSilent(): boolean {
    return this.#clock.monotonicMs() - this.#heardAtMs >= silentMs;
  }

  /** A place to begin; while only sound has come any of it is. */
  isEntry({ kind }: FeedTag): boolean {
    return kind === 'keyframe' || (kind === 'sound' && !this.#hasPicture);
  }

  /** Headers, then the GOP under way: what a new connection begins with. */
  replay(): FeedTag[] {
    return [...this.#headers.values(), ...this.#gop];
  }

  /** Reads what comes from here on; `replay` has what came before. */
  add(reader: FeedReader): void {
    this.#readers.add(reader);
  }

  remove(reader: FeedReader): void {
    this.#readers.delete(reader);
  }

  take(tags: readonly RelayTag[]): void {
    this.#heardAtMs = this.#clock.monotonicMs();
    for (const raw of tags) {
      const tag = readFeedTag(raw);
      this.#remember(tag);
      for (const reader of this.#readers) reader.take(tag);
    }
  }

  #remember(tag: FeedTag): void {
    if (tag.tag.type === 9) this.#hasPicture = true;
    if (isHeader(tag.kind)) {
      this.#headers.delete(tag.kind);
      this.#headers.set(tag.kind, tag);
      // pictures before another configuration cannot be decoded with it
      if (tag.kind === 'video-header') this.#forgetGop();
      return;
    }
    if (tag.kind === 'keyframe') this.#forgetGop();
    else if (this.#gop.length === 0) return;
    this.#gop.push(tag);
    this.#gopBytes += tag.tag.data.length;
    if (this.#gopBytes > this.#maxGopBytes) this.#forgetGop();
  }

  #forgetGop(): void {
    this.#gop = [];
    this.#gopBytes = 0;
  }
}
