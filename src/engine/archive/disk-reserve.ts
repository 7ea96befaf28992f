import { rmSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import type { Logger } from '../log/logger.js';

/**
 * Final playlists, pages and rows of the longest broadcast: 12 h of 2 s segments are 1.3 MB for each rendition, written
 * beside the ones they replace. Media that does not fit any more is not written.
 */
const defaultSizeBytes = 16 * 1024 * 1024;

/**
 * Room for closing a recording when the disk is full: a file that is given up then. It holds real bytes, as a sparse file
 * keeps no room.
 */
export class DiskReserve {
  readonly #file: string;
  readonly #sizeBytes: number;
  readonly #logger: Logger;

  constructor(deps: { readonly file: string; readonly sizeBytes?: number; readonly logger: Logger }) {
    this.#file = deps.file;
    this.#sizeBytes = deps.sizeBytes ?? defaultSizeBytes;
    this.#logger = deps.logger;
  }

  /** Takes the room unless it is taken. Without enough of it there is no reserve, which the log tells. Never rejects. */
  async hold(): Promise<void> {
    try {
      const there = await stat(this.#file).catch(() => null);
      if (there?.size === this.#sizeBytes) return;
      const handle = await open(this.#file, 'w');
      try {
        await handle.writeFile(Buffer.alloc(this.#sizeBytes));
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      this.#logger.warn({ err: error }, 'no room for a reserve on the disk');
      await rm(this.#file, { force: true }).catch(() => undefined);
    }
  }

  /** Gives the room up, before it returns: the next write is to find it. Never throws. */
  release(): void {
    try {
      rmSync(this.#file, { force: true });
    } catch (error) {
      this.#logger.error({ err: error }, 'the reserve on the disk could not be given up');
    }
  }
}
