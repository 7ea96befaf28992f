import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors.js';
import { assetIdSchema } from '../../../shared/scenes/scene-source.js';
import { shownText } from '../../../shared/shown-text.js';
import { syncDirectory, toArchiveError } from '../../archive/durable-file.js';
import type { Clock } from '../../clock.js';
import type { Database } from '../../database/database.js';
import type { Logger } from '../../log/logger.js';
import { AssetTable } from './asset-table.js';
import { DiskRoom } from '../../library/disk-room.js';
import { takeIn } from './take-in.js';

/** A file that is kept. */
export interface Asset {
  readonly assetId: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** What no collection names stays so long: somebody may still undo what took it out. */
const graceMs = 24 * 60 * 60_000;
const maxNameLength = 200;

/** The files of scenes: in one folder, by the hash of their bytes, so that the same file is there once. */
export class AssetStore {
  readonly #folder: string;
  readonly #incoming: string;
  readonly #table: AssetTable;
  readonly #room: DiskRoom;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(deps: {
    readonly folder: string;
    readonly database: Database;
    readonly clock: Clock;
    readonly logger: Logger;
    /** What the broadcast under way writes; null: none is on. */
    readonly bytesPerSecond: () => number | null;
  }) {
    this.#folder = deps.folder;
    this.#incoming = path.join(deps.folder, 'incoming');
    this.#table = new AssetTable(deps.database);
    this.#room = new DiskRoom(deps);
    this.#clock = deps.clock;
    this.#logger = deps.logger.child({ component: 'assets' });
  }

  /** Where the files lie. */
  get folder(): string {
    return this.#folder;
  }

  /** Makes the folder, and throws away what a former run did not take in whole. Comes first; nothing may be on its way in. */
  async open(): Promise<void> {
    await rm(this.#incoming, { recursive: true, force: true });
    await this.#makeFolders();
  }

  /**
   * Takes a file in; answers the one that is there when it was known already. `expectedBytes`: as announced, checked
   * against the disk first; while it comes in, the disk is looked at again. Throws as `takeIn`.
   */
  async take(stream: AsyncIterable<Uint8Array>, name: string, expectedBytes = 0): Promise<Asset> {
    await this.#makeFolders();
    await this.#room.check(expectedBytes);
    const temporary = path.join(this.#incoming, randomUUID());
    try {
      const { assetId, sizeBytes } = await takeIn(this.#room.guard(stream), temporary);
      // before the file, so that none lies there which nobody knows
      this.#table.put({ id: assetId, name: nameOf(name), sizeBytes, unusedSinceMs: this.#clock.now() });
      await this.#moveIn(temporary, assetId, sizeBytes);
      return { assetId, name: this.#table.get(assetId)?.name ?? nameOf(name), sizeBytes };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** The bytes of a file that comes in beside the others, under the same watch. Throws `disk.full`, at once and while they come. */
  async *guarded(stream: AsyncIterable<Uint8Array>, expectedBytes: number): AsyncGenerator<Uint8Array> {
    await this.#room.check(expectedBytes);
    yield* this.#room.guard(stream);
  }

  /** The file on the disk. Throws `asset.not-found`. */
  async find(assetId: string): Promise<Asset & { readonly file: string }> {
    const row = assetIdSchema.safeParse(assetId).success ? this.#table.get(assetId) : null;
    const file = path.join(this.#folder, row?.id ?? 'none');
    const facts = row === null ? null : await stat(file).catch(() => null);
    if (row !== null && facts?.isFile() === true) return { assetId, name: row.name, sizeBytes: facts.size, file };
    throw new AppError('asset.not-found', 'Expected a file of a scene, got none', { details: { assetId } });
  }

  /** Removes files that are not in `named` and were not for a day. A file that cannot be removed is tried the next time. */
  async collect(named: ReadonlySet<string>): Promise<void> {
    const nowMs = this.#clock.now();
    for (const row of this.#table.all()) {
      const sinceMs = named.has(row.id) ? null : (row.unusedSinceMs ?? nowMs);
      // a clock that went back must not keep it for ever
      const ageMs = sinceMs === null ? 0 : Math.abs(nowMs - sinceMs);
      if (ageMs > graceMs) await this.#remove(row.id);
      else if (sinceMs !== row.unusedSinceMs) this.#table.put({ ...row, unusedSinceMs: sinceMs });
    }
    const known = new Set(this.#table.all().map(({ id }) => id));
    for (const id of await readdir(this.#folder)) {
      // the database was moved aside, or lost its last moments
      const isStray = assetIdSchema.safeParse(id).success && !known.has(id);
      if (isStray) await this.#adopt(id, named.has(id) ? null : nowMs);
    }
  }

  async #adopt(id: string, unusedSinceMs: number | null): Promise<void> {
    const { size } = await stat(path.join(this.#folder, id));
    this.#table.put({ id, name: id, sizeBytes: size, unusedSinceMs });
  }

  async #remove(id: string): Promise<void> {
    try {
      await rm(path.join(this.#folder, id), { force: true });
      this.#table.remove(id);
      this.#logger.info({ assetId: id }, 'A file that no scene shows was removed');
    } catch (error) {
      this.#logger.warn({ err: error, assetId: id }, 'A file that no scene shows could not be removed');
    }
  }

  async #moveIn(temporary: string, assetId: string, sizeBytes: number): Promise<void> {
    const file = path.join(this.#folder, assetId);
    try {
      // Windows moves nothing onto a file that somebody reads; the same bytes need not move
      if ((await stat(file).catch(() => null))?.size === sizeBytes) return;
      await rename(temporary, file);
      await syncDirectory(this.#folder);
    } catch (error) {
      throw toArchiveError(error, file);
    }
  }

  async #makeFolders(): Promise<void> {
    const make = mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    await make.catch((error: unknown) => Promise.reject(toArchiveError(error, this.#incoming)));
  }
}

/** The last part of a path of any system, without what moves a cursor. */
function nameOf(name: string): string {
  const last = shownText(name.slice(name.search(/[^/\\]*$/))).trim();
  return last === '' ? 'file' : last.slice(0, maxNameLength);
}
