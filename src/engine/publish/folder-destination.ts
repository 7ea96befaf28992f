import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '../archive/durable-file.js';
import { fileNames, toDiskPath } from '../archive/layout.js';
import type { Origin } from '../serve/origin.js';
import type { Destination, FileKind } from './destination.js';

/**
 * "This computer": the archive's own folder, served by the origin, which is told what has changed, and of live playlists what is in them.
 */
export class FolderDestination implements Destination {
  readonly name = 'this-computer';
  readonly #root: string;
  readonly #origin: Pick<Origin, 'changed' | 'livePlaylist'>;

  constructor(options: { readonly root: string; readonly origin: Pick<Origin, 'changed' | 'livePlaylist'> }) {
    this.#root = options.root;
    this.#origin = options.origin;
  }

  mediaWritten(): Promise<void> {
    return Promise.resolve();
  }

  async put(
    file: string,
    content: string | Buffer,
    kind: FileKind,
    options: { readonly isFinal?: boolean } = {},
  ): Promise<void> {
    const target = toDiskPath(this.#root, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeAtomically(target, content, { durable: options.isFinal ?? false });
    this.#origin.changed([file]);
    if (kind !== 'media-playlist' || path.posix.basename(file) !== fileNames.live) return;
    this.#origin.livePlaylist(path.posix.dirname(file), options.isFinal === true ? null : String(content));
  }

  async remove(file: string): Promise<void> {
    await rm(toDiskPath(this.#root, file), { recursive: true, force: true });
    this.#origin.changed([file]);
    this.#origin.livePlaylist(file, null);
  }
}
