import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { AppError } from '../../shared/errors.js';
import { syncDirectory, toArchiveError, writeAtomically } from './durable-file.js';
import { fileNames } from './layout.js';

/**
 * Writes one rendition's segments into its folder: parts are appended to `<seq>.m4s.open` as they come; a closed segment
 * is fsynced, then renamed, so that `<seq>.m4s` is always whole. Operations run in the order of their calls; each
 * promise settles with its own operation. After the first failure every later one rejects with the same error.
 */
export class SegmentWriter {
  readonly #directory: string;
  #tail: Promise<void> = Promise.resolve();
  #failure: AppError | null = null;
  #open: { readonly sequence: number; readonly handle: FileHandle } | null = null;
  #pendingBytes = 0;

  constructor(options: { readonly directory: string }) {
    this.#directory = options.directory;
  }

  /** Bytes handed over and not yet written. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  writeInit(init: number, bytes: Buffer): Promise<void> {
    return this.#run(async () => {
      await mkdir(this.#directory, { recursive: true });
      await writeAtomically(path.join(this.#directory, fileNames.init(init)), bytes, { durable: true });
    });
  }

  open(sequence: number): Promise<void> {
    return this.#run(async () => {
      const handle = await open(path.join(this.#directory, fileNames.openSegment(sequence)), 'w');
      this.#open = { sequence, handle };
    });
  }

  append(part: Buffer): Promise<void> {
    this.#pendingBytes += part.length;
    return this.#run(async () => {
      await this.#current().handle.writeFile(part);
      this.#pendingBytes -= part.length;
    });
  }

  /** Replaces what the open segment holds. */
  rewrite(content: Buffer): Promise<void> {
    return this.#run(async () => {
      const { sequence, handle } = this.#current();
      await handle.close();
      const file = path.join(this.#directory, fileNames.openSegment(sequence));
      await writeAtomically(file, content, { durable: false });
      this.#open = { sequence, handle: await open(file, 'a') };
    });
  }

  close(): Promise<void> {
    return this.#run(async () => {
      const { sequence, handle } = this.#current();
      this.#open = null;
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(
        path.join(this.#directory, fileNames.openSegment(sequence)),
        path.join(this.#directory, fileNames.segment(sequence)),
      );
      await syncDirectory(this.#directory);
    });
  }

  drop(): Promise<void> {
    return this.#run(async () => {
      const { sequence, handle } = this.#current();
      this.#open = null;
      await handle.close();
      await rm(path.join(this.#directory, fileNames.openSegment(sequence)), { force: true });
    });
  }

  /** Settles when everything asked for before has. */
  barrier(): Promise<void> {
    return this.#run(async () => undefined);
  }

  /** Waits for all that was asked for; closes the handle of a segment left open (its file stays for the repair). */
  async settle(): Promise<void> {
    await this.#tail;
    const left = this.#open;
    this.#open = null;
    await left?.handle.close();
  }

  #current(): { readonly sequence: number; readonly handle: FileHandle } {
    if (this.#open === null) throw new Error('Expected an open segment, got none');
    return this.#open;
  }

  #run(work: () => Promise<void>): Promise<void> {
    const result = this.#tail.then(async () => {
      if (this.#failure !== null) throw this.#failure;
      try {
        await work();
      } catch (thrown) {
        const failure = toArchiveError(thrown, this.#directory);
        this.#failure = failure;
        throw failure;
      }
    });
    // the caller hears of the failure; the chain itself goes on so that settle() can wait for its end
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
