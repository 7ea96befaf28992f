import { isHeader, type FeedTag, type FeedTagKind } from './feed-tag.js';

/** A tag with its place on the connection's time line. */
export interface QueuedTag {
  readonly tag: FeedTag;
  readonly lineMs: number;
}

export interface QueueBounds {
  readonly maxBytes: number;
  readonly maxMs: number;
}

/**
 * What waits for one service. It begins with headers and a keyframe. When it is full, everything up to the next keyframe is left
 * out, sound as well, and counted; headers never are, so that whatever comes out can be decoded. Without pictures every
 * sound is a place to begin. Headers do not count for the bounds: the newest of each kind are kept.
 */
export class RelayQueue {
  readonly #bounds: QueueBounds;
  #items: QueuedTag[] = [];
  #head = 0;
  #mediaBytes = 0;
  #newestMs = 0;
  #hasPicture = false;
  /** `begin`: nothing was lost by what is not taken; `full`: it is left out. */
  #waiting: 'begin' | 'full' | null = 'begin';
  /** Sound that is to be heard before the keyframe that it would begin with is left out. */
  #beganAtMs = 0;
  #droppedFrames = 0;
  #droppedBytes = 0;

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** Of picture and sound, as tags' data. */
  get mediaBytes(): number {
    return this.#mediaBytes;
  }

  /** Pictures left out so far; packets of sound where there is no picture. */
  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  /** How much programme waits, in milliseconds. */
  get spanMs(): number {
    for (let index = this.#head; index < this.#items.length; index += 1) {
      const item = this.#items[index];
      if (item !== undefined && !isHeader(item.tag.kind)) return Math.max(0, this.#newestMs - item.lineMs);
    }
    return 0;
  }

  /** Another feed: what is queued stays, what comes begins with a keyframe. */
  newFeed(): void {
    this.#waiting = 'begin';
    this.#hasPicture = false;
  }

  /** False for what comes before the first keyframe of a feed: it needs no place on the time line. */
  admits(kind: FeedTagKind): boolean {
    if (kind === 'video-header' || kind === 'keyframe' || kind === 'picture') this.#hasPicture = true;
    return this.#waiting !== 'begin' || isHeader(kind) || this.#isEntry(kind);
  }

  push(tag: FeedTag, lineMs: number): void {
    const { kind } = tag;
    if (!this.admits(kind)) return;
    if (isHeader(kind)) {
      this.#replaceHeader(tag, lineMs);
      return;
    }
    if (this.#waiting !== null) {
      if (!this.#isEntry(kind)) {
        this.#count(tag);
        return;
      }
      this.#waiting = null;
      this.#beganAtMs = lineMs;
    }
    if (lineMs < this.#beganAtMs) return;
    this.#items.push({ tag, lineMs });
    this.#mediaBytes += tag.tag.data.length;
    this.#newestMs = Math.max(this.length === 1 ? lineMs : this.#newestMs, lineMs);
    while (this.#mediaBytes > this.#bounds.maxBytes || this.spanMs > this.#bounds.maxMs) this.#dropToEntry();
  }

  /** The oldest, or null. */
  shift(): QueuedTag | null {
    const item = this.#items[this.#head];
    if (item === undefined) return null;
    this.#head += 1;
    if (!isHeader(item.tag.kind)) this.#mediaBytes -= item.tag.tag.data.length;
    // the array moves up once most of it is behind the head: each item is moved about once
    if (this.#head > 64 && this.#head * 2 > this.#items.length) this.#restart(this.#items.slice(this.#head));
    return item;
  }

  #isEntry(kind: FeedTagKind): boolean {
    return kind === 'keyframe' || (kind === 'sound' && !this.#hasPicture);
  }

  /** Of several headers of a kind with no picture or sound between, the newest alone is needed. */
  #replaceHeader(tag: FeedTag, lineMs: number): void {
    for (let index = this.#items.length - 1; index >= this.#head; index -= 1) {
      const item = this.#items[index];
      if (item === undefined || !isHeader(item.tag.kind)) break;
      if (item.tag.kind !== tag.kind) continue;
      this.#items.splice(index, 1);
      break;
    }
    this.#items.push({ tag, lineMs });
  }

  /** Leaves out what stands before the second place to begin; without one, all of it and what comes until there is one. */
  #dropToEntry(): void {
    const waiting = this.#items.slice(this.#head);
    const first = waiting.findIndex(({ tag }) => !isHeader(tag.kind));
    const entry = waiting.findIndex(({ tag }, index) => index > first && this.#isEntry(tag.kind));
    const end = entry === -1 ? waiting.length : entry;
    const headers = new Map<FeedTagKind, QueuedTag>();
    for (const item of waiting.slice(0, end)) {
      if (isHeader(item.tag.kind)) {
        headers.delete(item.tag.kind);
        headers.set(item.tag.kind, item);
      } else {
        this.#mediaBytes -= item.tag.tag.data.length;
        this.#count(item.tag);
      }
    }
    const rest = waiting.slice(end);
    if (rest.length === 0) this.#waiting = 'full';
    this.#restart([...headers.values(), ...rest]);
  }

  #count(tag: FeedTag): void {
    this.#droppedBytes += tag.tag.data.length;
    if (tag.kind !== 'sound' || !this.#hasPicture) this.#droppedFrames += 1;
  }

  #restart(items: QueuedTag[]): void {
    this.#items = items;
    this.#head = 0;
  }
}
