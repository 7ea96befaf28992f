import { constants, statSync } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameVersion, versionOf, type CachedFile, type FileVersion } from './cached-file.js';
import type { FileCache } from './file-cache.js';
import { fileHeaders } from './file-headers.js';
import { filePolicy, type FilePolicy } from './file-policy.js';
import { isPublishedName } from './published-path.js';

/** What is at a path. `large`: not for memory, to be read from `realPath`; `busy`: being written, ask again. */
export type Found =
  | { readonly kind: 'file'; readonly file: CachedFile }
  | { readonly kind: 'large'; readonly realPath: string; readonly policy: FilePolicy; readonly version: FileVersion }
  | { readonly kind: 'folder' | 'missing' | 'busy' };

/** Six seconds at 20 Mbit/s: longer files are exports and imports, and read from the disk each time. */
const maxCachedFileBytes = 16 * 1024 * 1024;
/** How old the last look at the disk may be. */
const mutableCheckMs = 50;
const immutableCheckMs = 1000;
const triesAtTornReads = 4;
const pauseAfterTornReadMs = 10;
/** Bookkeeping of an entry beside its body. */
const overheadBytes = 2048;
/** Texts up to this size are kept as a string, too. */
const maxTextBytes = 256 * 1024;

/**
 * The files below the published root, through memory. A file that is written while it is read is read again; each is read
 * once for all who ask at the same time.
 */
export class PublishedFiles {
  readonly #root: string;
  readonly #cache: FileCache;
  readonly #loads = new Map<string, Promise<Found>>();

  /** `root` must be a real path (no symbolic links in it). */
  constructor(deps: { readonly root: string; readonly cache: FileCache }) {
    this.#root = deps.root;
    this.#cache = deps.cache;
  }

  /**
   * What is at the (already checked) path. Answers at once from memory. The look at the disk is synchronous on purpose: it
   * takes microseconds, while libuv's four threads are shared with the archive's fsyncs, behind which it would wait.
   */
  find(path: string): Found | Promise<Found> {
    const known = this.#cache.find(path);
    const nowMs = performance.now();
    if (known !== undefined) {
      const maxAgeMs = known.policy.isImmutable ? immutableCheckMs : mutableCheckMs;
      if (nowMs - known.checkedAtMs < maxAgeMs) return { kind: 'file', file: known };
    }
    const stats = statQuietly(join(this.#root, path));
    if (stats === null) {
      this.#cache.drop(path);
      return { kind: 'missing' };
    }
    if (stats.isDirectory()) return { kind: 'folder' };
    if (known !== undefined && isSameVersion(known.version, versionOf(stats))) {
      known.checkedAtMs = nowMs;
      return { kind: 'file', file: known };
    }
    return this.#loadOnce(path);
  }

  /** Forgets a file, or all below a folder, that was written anew or removed; also what is being read of it just now. */
  changed(path: string): void {
    this.#cache.drop(path);
    this.#loads.delete(path);
    if (filePolicy(path) !== null) return;
    this.#cache.dropFolder(path);
    for (const loading of [...this.#loads.keys()]) if (loading.startsWith(`${path}/`)) this.#loads.delete(loading);
  }

  #loadOnce(path: string): Promise<Found> {
    const running = this.#loads.get(path);
    if (running !== undefined) return running;
    const load: Promise<Found> = this.#load(path).then((found) => {
      const isCurrent = this.#loads.get(path) === load;
      if (isCurrent) this.#loads.delete(path);
      if (found.kind !== 'file') return found;
      if (isCurrent) this.#cache.put(found.file);
      else {
        this.#cache.giveBack(found.file.countedBytes);
        found.file.countedBytes = 0;
      }
      return found;
    });
    this.#loads.set(path, load);
    return load;
  }

  async #load(path: string): Promise<Found> {
    const policy = filePolicy(path);
    if (policy === null) return { kind: 'missing' };
    let handle: FileHandle | null = null;
    try {
      const realPath = await realpath(join(this.#root, path));
      const inside = relative(this.#root, realPath).split(sep).join('/');
      if (!isPublishedName(inside) || filePolicy(inside) === null) return { kind: 'missing' };
      for (let tries = 0; tries < triesAtTornReads; tries += 1) {
        if (tries > 0) await delay(pauseAfterTornReadMs);
        // NONBLOCK: a pipe of that name must not hang us; both flags are missing on Windows and count as 0 there.
        handle = await open(realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        const found = await this.#read(handle, path, realPath, policy);
        if (found !== null) return found;
        await handle.close();
        handle = null;
      }
      return { kind: 'busy' };
    } catch (error) {
      return { kind: isAbsence(error) ? 'missing' : 'busy' };
    } finally {
      await handle?.close();
    }
  }

  /** Null when the file was written meanwhile. */
  async #read(handle: FileHandle, path: string, realPath: string, policy: FilePolicy): Promise<Found | null> {
    const stats = await handle.stat();
    if (!stats.isFile()) return { kind: 'missing' };
    const version = versionOf(stats);
    const isSmallText = policy.isText && version.sizeBytes <= maxTextBytes;
    const countedBytes = version.sizeBytes * (isSmallText ? 2 : 1) + overheadBytes;
    if (version.sizeBytes > maxCachedFileBytes || !this.#cache.reserve(countedBytes)) {
      return { kind: 'large', realPath, policy, version };
    }
    let isTaken = false;
    try {
      const body = Buffer.allocUnsafeSlow(version.sizeBytes);
      let filled = 0;
      while (filled < body.length) {
        const { bytesRead } = await handle.read(body, filled, body.length - filled, filled);
        if (bytesRead === 0) return null;
        filled += bytesRead;
      }
      if (!isSameVersion(version, versionOf(await handle.stat()))) return null;
      const isEnded = path.endsWith('.m3u8') && body.includes('#EXT-X-ENDLIST', -256);
      const headers = fileHeaders(policy, version, { form: 'plain', isEnded });
      isTaken = true;
      const file: CachedFile = {
        path,
        policy,
        version,
        body,
        text: isSmallText ? body.toString('latin1') : null,
        headers,
        wholeHeaders: [...headers, 'Content-Length', String(body.length)],
        gzip: undefined,
        checkedAtMs: performance.now(),
        countedBytes,
        holds: 0,
        isCached: false,
      };
      return { kind: 'file', file };
    } finally {
      if (!isTaken) this.#cache.giveBack(countedBytes);
    }
  }
}

function statQuietly(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // Not a file we can serve (a loop of links, a name too long, no permission): the same as none.
    return null;
  }
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EACCES' || code === 'ENXIO';
}
