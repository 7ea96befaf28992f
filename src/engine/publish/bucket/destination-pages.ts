import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BroadcastRow } from '../../archive/journal.js';
import { layout, toDiskPath } from '../../archive/layout.js';
import { ChannelPublisher, type BroadcastFacts } from '../channel-publisher.js';
import { objectUrl } from '../s3/object-url.js';
import { BucketDestination } from './bucket-destination.js';
import type { BucketLine } from './bucket-line.js';
import type { DestinationPublisherDeps } from './destination-publisher-deps.js';
import type { PacedWriter } from './paced-writer.js';
import { presentedJournal, presentedRow } from './presented-rows.js';

interface DestinationPagesDeps extends DestinationPublisherDeps {
  readonly writer: PacedWriter;
  readonly line: BucketLine;
  readonly keyOf: (file: string) => string;
  /** Where viewers read the bucket; null: not known. */
  readonly publicUrl: () => string | null;
  /** All of it is in the bucket. */
  readonly isWhole: (broadcastId: string) => boolean;
}

/** The pages of one channel at one destination: the viewer page's files, the channel's page, each broadcast's. */
export class DestinationPages {
  readonly #deps: DestinationPagesDeps;
  #pages: ChannelPublisher;
  #assets: Promise<void> | null = null;

  constructor(deps: DestinationPagesDeps) {
    this.#deps = deps;
    this.#pages = this.#publisher();
  }

  /** Resolves when the viewer page's files and the channel's page are there. Rejects when the line is closed. */
  async assets(): Promise<void> {
    this.#assets ??= this.#pages.start();
    try {
      await this.#assets;
    } catch (error) {
      // what could not be sent is tried again, not remembered
      this.#assets = null;
      throw error;
    }
  }

  /** Nothing of what was written is there any more: all of it is written again. */
  renew(): void {
    this.#pages = this.#publisher();
    this.#assets = null;
  }

  /** Writes what a broadcast's page and the channel's say now, but of one that is being removed. */
  async write(row: BroadcastRow, facts: BroadcastFacts): Promise<void> {
    // a page names the viewer page's files
    await this.assets();
    if (!this.#isWanted(row.id)) return;
    const poster = facts.hasPoster ? await this.#poster(row) : null;
    if (poster !== null) await this.#deps.writer.put(posterOf(row), () => poster);
    if (!this.#isWanted(row.id)) return;
    const shown = presentedRow(row, this.#deps.isWhole(row.id));
    await this.#pages.broadcastChanged(shown, { ...facts, hasPoster: poster !== null });
  }

  /** Nothing leads to it any more: call it before its files are removed. */
  async forget(): Promise<void> {
    await this.#pages.forget(true);
  }

  /** Its files are removed: should it be published again, all of them are written. */
  folderRemoved(broadcastId: string): void {
    this.#pages.folderRemoved(broadcastId);
  }

  #publisher(): ChannelPublisher {
    const { writer, line, keyOf, channel, isWhole, root } = this.#deps;
    return new ChannelPublisher({
      ...this.#deps,
      journal: presentedJournal({ ...this.#deps, isComplete: isWhole }),
      destination: new BucketDestination({ writer, line, keyOf, channel }),
      isBucket: true,
      publicUrl: (file) => {
        const publicUrl = this.#deps.publicUrl();
        return publicUrl === null ? null : objectUrl(publicUrl, keyOf(file));
      },
      hasPoster: (row) => existsSync(toDiskPath(root, posterOf(row))),
    });
  }

  #isWanted(broadcastId: string): boolean {
    const state = this.#deps.publications.get(broadcastId, this.#deps.destinationId)?.state;
    return state === 'publishing' || state === 'complete';
  }

  async #poster(row: BroadcastRow): Promise<Buffer | null> {
    return readFile(toDiskPath(this.#deps.root, posterOf(row))).catch(() => null);
  }
}

function posterOf(row: BroadcastRow): string {
  return path.posix.join(layout.broadcast(row.channel, row.id), 'poster.jpg');
}
