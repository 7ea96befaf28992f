import type { ObsImportReport } from '../../../shared/scenes/obs-import-report.js';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { AssetStore } from '../assets/asset-store.js';
import { damaged } from '../file/manifest.js';
import { ImportNotes } from './import-notes.js';
import { mapCollection } from './map-collection.js';
import { mapKind } from './map-kind.js';
import { obsCollectionSchema, type ObsCollection } from './obs-schema.js';
import { filesThere, takeFiles } from './take-files.js';

/** So many files of a collection are looked for. */
const maxFiles = 500;

/** The files of this computer that a scene collection of OBS Studio would take in, by their paths. Throws `scenes.file-damaged`. */
export async function obsFiles(text: string): Promise<string[]> {
  return filesThere(pathsIn(readObs(text)));
}

/**
 * Reads a scene collection of OBS Studio (the JSON of *Scene Collection → Export*), takes the files that it names into the
 * store where `mayTakeFiles`, and answers it as one of ours with a report of what did not map. Throws `scenes.file-damaged`
 * (details.why `obs`), and as `takeFiles`.
 */
export async function importObs(
  text: string,
  store: Pick<AssetStore, 'take'>,
  mayTakeFiles: boolean,
): Promise<{ readonly collection: SceneCollection; readonly report: ObsImportReport }> {
  const obs = readObs(text);
  return mapCollection(obs, await takeFiles(pathsIn(obs), store, mayTakeFiles));
}

function readObs(text: string): ObsCollection {
  const obs = obsCollectionSchema.safeParse(parseJson(text));
  if (obs.success) return obs.data;
  throw damaged('obs', obs.error.issues[0]?.path.map(String).join('.').slice(0, 200) ?? '');
}

/** The files of all sources that can be shown here. */
function pathsIn({ sources }: ObsCollection): Set<string> {
  const unread = new ImportNotes();
  const files = sources.flatMap((source) => (source === null ? [] : [mapKind(source, unread, false)?.file ?? null]));
  return new Set(files.filter((file) => file !== null).slice(0, maxFiles));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no collection
  }
}
