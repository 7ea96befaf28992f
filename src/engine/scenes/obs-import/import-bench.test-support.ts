import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { openDatabase } from '../../database/open-database.js';
import type { Logger } from '../../log/logger.js';
import { AssetStore } from '../assets/asset-store.js';
import { importObs } from './import-obs.js';
import { obsCollection } from './obs-fixture.test-support.js';

const nothing = (): void => undefined;
const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent };

export type ImportBench = Awaited<ReturnType<typeof openImportBench>>;

/** A store of files in a fresh folder, and collections imported into it. */
export async function openImportBench() {
  const folder = await mkdtemp(path.join(tmpdir(), 'headwater-obs-'));
  const database = openDatabase(path.join(folder, 'db'));
  const clock = { now: () => 0, monotonicMs: () => 0, after: () => () => undefined };
  const store = new AssetStore({
    ...{ folder: path.join(folder, 'assets'), database, clock, logger: silent },
    bytesPerSecond: () => null,
  });
  return {
    folder,
    store,
    /** `notes`: codes of what is said about a source. */
    taken: async (sources: readonly object[], more: object = {}, mayTakeFiles = true) => {
      const { collection, report } = await importObs(obsCollection(sources, more), store, mayTakeFiles);
      const notes = (name: string | null): string[] =>
        report.notes.filter(({ source: about }) => about === name).map(({ code }) => code);
      return { collection, report, notes };
    },
    close: async (): Promise<void> => {
      database.close();
      await rm(folder, { recursive: true });
    },
  };
}

export function sourceOf(collection: SceneCollection, name: string): SceneSource {
  const found = collection.sources.find((one) => one.name === name);
  if (found === undefined) throw new Error(`Expected source ${name}`);
  return found;
}

export function itemOf(collection: SceneCollection, name: string, scene = 0): SceneItem {
  const { id } = sourceOf(collection, name);
  const found = collection.scenes[scene]?.items.find(({ sourceId }) => sourceId === id);
  if (found === undefined) throw new Error(`Expected an item of ${name}`);
  return found;
}
