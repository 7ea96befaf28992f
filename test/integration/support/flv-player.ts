import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { FeedTaps } from '../../../src/engine/relay/feed-taps.js';
import { readFeedTag, type FeedTagKind } from '../../../src/engine/relay/worker/feed-tag.js';
import { readFlvTags } from '../../servers/flv-file.js';

/** A tag of the clip, and when it was played. */
export interface PlayedTag {
  readonly kind: FeedTagKind;
  readonly type: 8 | 9 | 18;
  readonly timestampMs: number;
  readonly data: Buffer;
  readonly sha: string;
}

/** Plays an FLV file as a feed in real time, to whoever taps it, as the RTMP thread does with an encoder's packets. */
export class FlvPlayer {
  readonly tags: readonly PlayedTag[];
  /** When each tag was handed over (performance.now()), by digest. */
  readonly playedAtMs = new Map<string, number>();
  readonly #taps = new FeedTaps({ maxHistoryBytes: 1e8, maxUntakenBytes: 1e8, onSlow: () => undefined });
  #timer: NodeJS.Timeout | null = null;
  #next = 0;

  private constructor(tags: readonly PlayedTag[]) {
    this.tags = tags;
  }

  static async load(file: string): Promise<FlvPlayer> {
    const tags = readFlvTags(await readFile(file)).map(({ type, timestampMs, data }): PlayedTag => {
      if (type !== 8 && type !== 9 && type !== 18) throw new Error(`Expected an FLV tag, got type ${type}`);
      const { kind } = readFeedTag({ type, timestampMs, data });
      return { kind, type, timestampMs, data, sha: createHash('sha1').update(data).digest('hex') };
    });
    return new FlvPlayer(tags);
  }

  tap(port: MessagePort): void {
    this.#taps.attach(port);
  }

  play(): void {
    const startMs = performance.now();
    const turn = (): void => {
      const atMs = performance.now() - startMs;
      for (let tag = this.tags[this.#next]; tag !== undefined && tag.timestampMs <= atMs; tag = this.tags[this.#next]) {
        this.#next += 1;
        this.#hand(tag);
      }
      this.#timer = this.#next < this.tags.length ? setTimeout(turn, 5) : null;
    };
    turn();
  }

  /** The source is gone. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#taps.end();
  }

  #hand({ kind, type, timestampMs, data, sha }: PlayedTag): void {
    this.playedAtMs.set(sha, performance.now());
    if (kind === 'script') this.#taps.open('script', timestampMs, data);
    else if (kind === 'video-header') this.#taps.open('video', timestampMs, data);
    else if (kind === 'audio-header') this.#taps.open('audio', timestampMs, data);
    else if (type !== 18) this.#taps.add(type, timestampMs, data, kind === 'keyframe');
  }
}
