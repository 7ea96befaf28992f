import type { Writable } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import { parseVideoTag } from '../../ingest/codec/flv-tag.js';
import type { RelayFeedAnswer, RelayFeedMessage, RelayTag } from '../relay-tag.js';
import { flvHead, flvTagBytes } from './flv-bytes.js';

/** What a process may leave unread before pictures are left out. */
const maxWaitingBytes = 16 * 1024 * 1024;

/**
 * Writes a feed into a process's standard input as FLV. The port is always emptied: a process that reads too slowly loses everything
 * up to the next keyframe, sound as well. At the feed's end the input ends.
 */
export class FlvPipe {
  readonly #port: MessagePort;
  readonly #out: Writable;
  readonly #onEnd: () => void;
  readonly #onTags: () => void;
  #isDropping = false;
  #droppedFrames = 0;
  #hasEnded = false;

  /**
   * `onEnd`: nothing more comes, because the feed is over or its port was closed. Called once. `onTags`: something has come, and
   * was written or left out.
   */
  constructor(port: MessagePort, out: Writable, onEnd: () => void, onTags: () => void = () => undefined) {
    this.#port = port;
    this.#out = out;
    this.#onEnd = onEnd;
    this.#onTags = onTags;
    out.write(flvHead);
    port.on('message', (message: RelayFeedMessage) => {
      if (message.type === 'end') this.end();
      else this.#take(message.tags);
    });
    port.once('close', () => this.end());
  }

  /** Pictures that were left out. */
  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#port.close();
    this.#out.end();
    this.#onEnd();
  }

  #take(tags: readonly RelayTag[]): void {
    const bytes = tags.reduce((sum, { data }) => sum + data.length, 0);
    this.#port.postMessage({ type: 'taken', bytes } satisfies RelayFeedAnswer);
    if (this.#hasEnded) return;
    for (const tag of tags) this.#write(tag);
    this.#onTags();
  }

  #write(tag: RelayTag): void {
    const picture = tag.type === 9 ? parseVideoTag(tag.data) : null;
    const isHeader = tag.type === 18 || picture?.role === 'header' || (tag.type === 8 && tag.data[1] === 0);
    if (this.#out.writableLength > maxWaitingBytes) this.#isDropping = true;
    else if (picture?.kind === 'video' && picture.role === 'frame' && picture.isKeyframe) this.#isDropping = false;
    if (this.#isDropping && !isHeader) {
      if (tag.type === 9) this.#droppedFrames += 1;
      return;
    }
    this.#out.write(flvTagBytes(tag));
  }
}
