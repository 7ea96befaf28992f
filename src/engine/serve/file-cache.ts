import type { CachedFile } from './cached-file.js';

/**
 * Files in memory, least recently used first out, within a budget of bytes that also counts what is being loaded and what
 * slow readers still hold: an entry in use cannot be put out, for that would free nothing.
 */
export class FileCache {
  readonly #files = new Map<string, CachedFile>();
  readonly #maxBytes: number;
  #usedBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes of the budget in use. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** The file, which becomes the most recently used. */
  find(path: string): CachedFile | undefined {
    const file = this.#files.get(path);
    if (file !== undefined) {
      this.#files.delete(path);
      this.#files.set(path, file);
    }
    return file;
  }

  /** Makes room and counts the bytes as used; false when all that could go would not be enough. */
  reserve(bytes: number): boolean {
    if (bytes > this.#maxBytes) return false;
    for (const [path, file] of this.#files) {
      if (this.#usedBytes + bytes <= this.#maxBytes) break;
      if (file.holds === 0) this.drop(path);
    }
    if (this.#usedBytes + bytes > this.#maxBytes) return false;
    this.#usedBytes += bytes;
    return true;
  }

  /** Gives reserved bytes back that no file took. */
  giveBack(bytes: number): void {
    this.#usedBytes -= bytes;
  }

  /** Keeps a file whose `countedBytes` were reserved. */
  put(file: CachedFile): void {
    this.drop(file.path);
    file.isCached = true;
    this.#files.set(file.path, file);
  }

  drop(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#files.delete(path);
    file.isCached = false;
    this.#settle(file);
  }

  /** Drops everything below a folder. */
  dropFolder(path: string): void {
    const prefix = `${path}/`;
    for (const key of [...this.#files.keys()]) if (key.startsWith(prefix)) this.drop(key);
  }

  /** An answer that takes a while begins to send the file. */
  hold(file: CachedFile): void {
    file.holds += 1;
  }

  release(file: CachedFile): void {
    file.holds -= 1;
    this.#settle(file);
  }

  #settle(file: CachedFile): void {
    if (file.isCached || file.holds > 0) return;
    this.#usedBytes -= file.countedBytes;
    file.countedBytes = 0;
  }
}
