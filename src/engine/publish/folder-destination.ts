import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '../archive/durable-file.js';
import { toDiskPath } from '../archive/layout.js';
import type { Destination, FileKind } from './destination.js';

/**
 * "This computer": the archive's own folder, served by the origin. `changed` tells the origin's cache.
 */
export class FolderDestination implements Destination {
  readonly name = 'this-computer';
  readonly #root: string;
  readonly #changed: (paths: readonly string[]) => void;

  constructor(options: { readonly root: string; readonly changed: (paths: readonly string[]) => void }) {
    this.#root = options.root;
    this.#changed = options.changed;
  }

  mediaWritten(): Promise<void> {
    return Promise.resolve();
  }

  async put(
    file: string,
    content: string | Buffer,
    _kind: FileKind,
    options: { readonly isFinal?: boolean } = {},
  ): Promise<void> {
    const target = toDiskPath(this.#root, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeAtomically(target, content, { durable: options.isFinal ?? false });
    this.#changed([file]);
  }

  async remove(file: string): Promise<void> {
    await rm(toDiskPath(this.#root, file), { recursive: true, force: true });
    this.#changed([file]);
  }
}
