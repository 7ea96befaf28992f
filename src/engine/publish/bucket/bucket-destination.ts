import { layout } from '../../archive/layout.js';
import type { Destination, FileKind } from '../destination.js';
import type { BucketClient } from '../s3/bucket-client.js';
import type { BucketLine } from './bucket-line.js';
import type { PacedWriter } from './paced-writer.js';

interface BucketDestinationDeps {
  readonly writer: PacedWriter;
  readonly line: BucketLine;
  readonly keyOf: (path: string) => string;
  readonly channel: string;
}

/** A bucket as the pages' writer sees it (ChannelPublisher): small files, newest content wins. */
export class BucketDestination implements Destination {
  readonly name = 'bucket';
  readonly #deps: BucketDestinationDeps;

  constructor(deps: BucketDestinationDeps) {
    this.#deps = deps;
  }

  mediaWritten(): Promise<void> {
    return Promise.resolve();
  }

  /** Resolves when the bucket has it. What lies at the channel's own level changes for as long as the channel lives. */
  async put(
    path: string,
    content: string | Buffer,
    _kind: FileKind,
    options: { isFinal?: boolean } = {},
  ): Promise<void> {
    const isFinal = options.isFinal === true && path.startsWith(`${layout.channel(this.#deps.channel)}/b/`);
    await this.#deps.writer.put(path, () => content, { isFinal });
  }

  /** Removes one file. */
  async remove(path: string): Promise<void> {
    await this.#deps.line.persist((client: BucketClient, signal) =>
      client.delete([this.#deps.keyOf(path)], { signal }),
    );
    this.#deps.writer.forget((known) => known === path);
  }
}
