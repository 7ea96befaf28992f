import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ObsImportReport } from '../../shared/scenes/obs-import-report.js';
import { toArchiveError } from '../archive/durable-file.js';
import type { Clock } from '../clock.js';
import type { AssetStore } from './assets/asset-store.js';
import { readScenesFile } from './file/read-scenes-file.js';
import { writeScenesFile } from './file/write-scenes-file.js';
import { limitBytes } from './limit-bytes.js';
import { importObs, obsFiles } from './obs-import/import-obs.js';
import type { SceneDesk } from './scene-desk.js';
import type { SqliteSceneStore } from './sqlite-scene-store.js';

/** A scenes file may hold many videos. */
const maxFileBytes = 16 * 1024 ** 3;

/** Scene collections that go out as a file and come in as one. */
export class SceneFiles {
  readonly #store: SqliteSceneStore;
  readonly #assets: AssetStore;
  readonly #desk: SceneDesk;
  readonly #clock: Clock;

  constructor(deps: {
    readonly store: SqliteSceneStore;
    readonly assets: AssetStore;
    readonly desk: SceneDesk;
    readonly clock: Clock;
  }) {
    this.#store = deps.store;
    this.#assets = deps.assets;
    this.#desk = deps.desk;
    this.#clock = deps.clock;
  }

  /** The collection with its files, as a zip. Throws `scenes.not-found`. */
  async export(id: string): Promise<{ readonly fileName: string; readonly stream: Readable }> {
    const { collection } = this.#store.get(id);
    const stream = await writeScenesFile(collection, this.#assets, new Date(this.#clock.now()));
    return { fileName: `${collection.name}.zip`, stream };
  }

  /**
   * Takes a scenes file in as a new collection, as `SceneDesk.create` does; answers its id. `expectedBytes`: as announced. Throws as `readScenesFile`,
   * and `disk.full`, `archive.write-failed`.
   */
  async import(stream: AsyncIterable<Uint8Array>, expectedBytes: number): Promise<{ readonly id: string }> {
    const folder = path.join(this.#assets.folder, 'incoming');
    const file = path.join(folder, `${randomUUID()}.zip`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const guarded = this.#assets.guarded(stream, expectedBytes);
      await pipeline(limitBytes(guarded, maxFileBytes), createWriteStream(file, { mode: 0o600 }));
      const { collection } = await readScenesFile(file, this.#assets);
      return { id: this.#desk.create(collection.name, collection) };
    } catch (error) {
      throw toArchiveError(error, file);
    } finally {
      await rm(file, { force: true });
    }
  }

  /** The files of this computer that `importObs` would take in, by their paths. Throws `scenes.file-damaged`. */
  obsFiles(text: string): Promise<string[]> {
    return obsFiles(text);
  }

  /**
   * Takes a scene collection of OBS Studio in (the text of its JSON) as a new one, as `SceneDesk.create` does, with the files that it names
   * where `mayTakeFiles`. Throws as `importObs`.
   */
  async importObs(
    text: string,
    mayTakeFiles: boolean,
  ): Promise<{ readonly id: string; readonly report: ObsImportReport }> {
    const { collection, report } = await importObs(text, this.#assets, mayTakeFiles);
    return { id: this.#desk.create(collection.name, collection), report };
  }
}
