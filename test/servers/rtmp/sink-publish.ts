import { createHash } from 'node:crypto';
import type { RtmpMessage } from '../../../src/engine/relay/rtmp/rtmp-message.js';

/** A sound, picture or script message that a sink has taken. */
export interface SinkTag {
  readonly type: number;
  readonly timestampMs: number;
  /** SHA-1 of the body, hex. Of script data: of what follows `@setDataFrame`, as an FLV file holds it. */
  readonly sha: string;
  readonly bytes: number;
  /** When it was whole, performance.now(). */
  readonly atMs: number;
  /** The body; null when the sink was told not to keep it. */
  readonly data: Buffer | null;
}

/** How a publish ended: by its own command, by the end or the reset of its connection, or by the sink. */
export type SinkEnd = 'unpublished' | 'closed' | 'reset' | 'by-sink';

const setDataFrame = Buffer.from('\x02\x00\x0d@setDataFrame');

/** One stay of a publisher at a sink. */
export class SinkPublish {
  readonly key: string;
  readonly app: string;
  readonly tcUrl: string;
  /** performance.now() */
  readonly startedAtMs = performance.now();
  readonly tags: SinkTag[] = [];
  /** Script messages that came with `@setDataFrame`. */
  dataFrames = 0;
  end: SinkEnd | null = null;
  endedAtMs: number | null = null;
  /** Resolves with how it ended. */
  readonly ended: Promise<SinkEnd>;
  #onEnd: (end: SinkEnd) => void = () => undefined;
  readonly #keepsData: boolean;
  #waiting: { readonly count: number; readonly resolve: () => void; readonly reject: (reason: Error) => void }[] = [];

  constructor(options: { key: string; app: string; tcUrl: string; keepsData: boolean }) {
    this.key = options.key;
    this.app = options.app;
    this.tcUrl = options.tcUrl;
    this.#keepsData = options.keepsData;
    this.ended = new Promise((resolve) => {
      this.#onEnd = resolve;
    });
  }

  /** Resolves when `count` tags are there; rejects when the publish ends with fewer. */
  async received(count: number): Promise<void> {
    if (this.tags.length >= count) return;
    if (this.end !== null) throw new Error(`Expected ${count} tags, got ${this.tags.length}`);
    await new Promise<void>((resolve, reject) => this.#waiting.push({ count, resolve, reject }));
  }

  take(message: RtmpMessage): void {
    const isFrame = message.payload.subarray(0, setDataFrame.length).equals(setDataFrame);
    if (isFrame) this.dataFrames += 1;
    const data = isFrame ? message.payload.subarray(setDataFrame.length) : message.payload;
    this.tags.push({
      type: message.type,
      timestampMs: message.timestampMs,
      sha: createHash('sha1').update(data).digest('hex'),
      bytes: data.length,
      atMs: performance.now(),
      data: this.#keepsData ? data : null,
    });
    const ready = this.#waiting.filter(({ count }) => this.tags.length >= count);
    this.#waiting = this.#waiting.filter(({ count }) => this.tags.length < count);
    for (const { resolve } of ready) resolve();
  }

  finish(end: SinkEnd): void {
    if (this.end !== null) return;
    this.end = end;
    this.endedAtMs = performance.now();
    this.#onEnd(end);
    for (const { count, reject } of this.#waiting) {
      reject(new Error(`Expected ${count} tags, got ${this.tags.length}`));
    }
    this.#waiting = [];
  }
}
