import type { AppError } from '../../../shared/errors.js';
import type { BucketLine } from '../bucket/bucket-line.js';
import { removeFromBucket } from '../bucket/remove-from-bucket.js';
import type { BucketClient } from '../s3/bucket-client.js';

export interface RemovalsDeps {
  readonly line: BucketLine;
  readonly client: () => Promise<BucketClient>;
  /** A broadcast's folder below the destination's prefix, ending in `/`. */
  readonly folderOf: (broadcastId: string) => string;
  readonly keyOf: (file: string) => string;
  readonly writer: {
    forget(isWanted: (file: string) => boolean): void;
    settled(isIn: (file: string) => boolean): Promise<void>;
  };
  readonly pump: { settle(): Promise<void> };
  readonly pages: { forget(): Promise<void>; folderRemoved(broadcastId: string): void };
  /** Something that wants the channel for as long as it takes. */
  readonly errand: (work: () => Promise<void>) => Promise<void>;
  /** It is worked on no more. */
  readonly onDrop: (broadcastId: string) => void;
  /** Why a removal does not get on; null: it does. */
  readonly onTrouble: (broadcastId: string, error: AppError | null) => void;
}

/** What is being taken out of one channel at one destination. Each removal goes on for as long as it takes, or is called off. */
export class Removals {
  readonly #deps: RemovalsDeps;
  readonly #underWay = new Map<string, AbortController>();

  constructor(deps: RemovalsDeps) {
    this.#deps = deps;
  }

  get isEmpty(): boolean {
    return this.#underWay.size === 0;
  }

  /** Removes a broadcast from the bucket, from what leads there on, and from the channel's page. */
  async remove(broadcastId: string, onRemoved: () => void): Promise<void> {
    this.#underWay.get(broadcastId)?.abort();
    const abort = new AbortController();
    const { signal } = abort;
    this.#underWay.set(broadcastId, abort);
    const calledOff = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    try {
      // what waits for a bucket that is gone waits on, but nobody waits for that
      await this.#deps.errand(() => Promise.race([this.#remove(broadcastId, signal, onRemoved), calledOff]));
    } finally {
      if (this.#underWay.get(broadcastId) === abort) this.#underWay.delete(broadcastId);
    }
  }

  /** Nothing of it is sent any more, nor removed: what is in the bucket stays there. */
  leave(broadcastId: string): void {
    this.#underWay.get(broadcastId)?.abort();
    this.#deps.onDrop(broadcastId);
    const folder = this.#deps.folderOf(broadcastId);
    this.#deps.writer.forget((file) => file.startsWith(folder));
    this.#deps.onTrouble(broadcastId, null);
  }

  async #remove(broadcastId: string, signal: AbortSignal, onRemoved: () => void): Promise<void> {
    const { line, writer, pump, pages, client, keyOf, onDrop, onTrouble } = this.#deps;
    onDrop(broadcastId);
    onTrouble(broadcastId, null);
    const folder = this.#deps.folderOf(broadcastId);
    const isInside = (file: string): boolean => file.startsWith(folder);
    writer.forget(isInside);
    await Promise.all([writer.settled(isInside), pump.settle()]);
    if (line.isClosed || signal.aborted) return;
    await pages.forget();
    const isGone = await removeFromBucket({
      line,
      client,
      prefix: () => keyOf(folder),
      onTrouble: (error) => onTrouble(broadcastId, error),
      calledOff: signal,
    });
    if (!isGone || signal.aborted) return;
    writer.forget(isInside);
    pages.folderRemoved(broadcastId);
    onRemoved();
  }
}
