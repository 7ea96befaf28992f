import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../../shared/errors.js';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { assetIdSchema } from '../../../shared/scenes/scene-source.js';
import type { AssetStore } from '../assets/asset-store.js';
import { assetFolder, damaged, manifestName, readManifest, type ScenesManifest } from './manifest.js';

const maxEntries = 2000;
const maxManifestBytes = 8 * 1024 * 1024;
const maxTotalBytes = 16 * 1024 ** 3;
/** Beyond this size an entry may shrink to a hundredth at most: what shrinks more was made to fill disks. */
const smallBytes = 10 * 1024 * 1024;
const maxRatio = 100;

/**
 * Reads a scenes file and takes its files into the store, each checked against its id. Entries of other names are not
 * looked at, and no name of an entry becomes a path. Throws `scenes.file-damaged` (details.why: `zip`, `entries`, `size`,
 * `manifest`, `json`, `asset-missing`, `asset-differs`), `scenes.file-newer`, and what taking a file in throws.
 */
export async function readScenesFile(
  file: string,
  store: Pick<AssetStore, 'take'>,
): Promise<{ readonly collection: SceneCollection }> {
  const zip = await openPromise(file, { autoClose: false }).catch((error: unknown) => {
    throw damaged('zip', '', error);
  });
  try {
    const entries = await entriesOf(zip);
    const manifest = await manifestOf(zip, entries);
    for (const asset of manifest.assets) await takeAsset(zip, entries, asset, store);
    return { collection: manifest.collection };
  } catch (error) {
    throw error instanceof AppError ? error : damaged('zip', '', error);
  } finally {
    zip.close();
  }
}

/** Those whose name is known, by name. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > maxEntries) throw damaged('entries', String(zip.entryCount));
  const entries = new Map<string, Entry>();
  let totalBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressedSize } = entry;
    if (!isKnownName(fileName)) continue;
    if (entries.has(fileName) || entry.isEncrypted()) throw damaged('entries', fileName);
    totalBytes += uncompressedSize;
    const isSuspicious = uncompressedSize > smallBytes && uncompressedSize > compressedSize * maxRatio;
    if (isSuspicious || totalBytes > maxTotalBytes) throw damaged('size', fileName);
    entries.set(fileName, entry);
  }
  return entries;
}

function isKnownName(name: string): boolean {
  if (name === manifestName) return true;
  return name.startsWith(assetFolder) && assetIdSchema.safeParse(name.slice(assetFolder.length)).success;
}

async function manifestOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<ScenesManifest> {
  const entry = entries.get(manifestName);
  if (entry === undefined) throw damaged('manifest', manifestName);
  if (entry.uncompressedSize > maxManifestBytes) throw damaged('size', manifestName);
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  // the reader leaves the check to its users; files beside it are checked by their ids
  if (crc32(bytes) !== entry.crc32) throw damaged('zip', manifestName);
  return readManifest(bytes.toString('utf8'));
}

async function takeAsset(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  { id, name }: ScenesManifest['assets'][number],
  store: Pick<AssetStore, 'take'>,
): Promise<void> {
  const entry = entries.get(assetFolder + id);
  if (entry === undefined) throw damaged('asset-missing', name);
  const stream = await zip.openReadStreamPromise(entry);
  try {
    const { assetId } = await store.take(stream, name, entry.uncompressedSize);
    if (assetId !== id) throw damaged('asset-differs', name);
  } catch (error) {
    // one that is no picture any more is not the file that was written
    if (error instanceof AppError && error.code === 'asset.unsupported') throw damaged('asset-differs', name, error);
    throw error;
  } finally {
    stream.destroy();
  }
}
