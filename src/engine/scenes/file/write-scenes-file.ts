import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { AssetStore } from '../assets/asset-store.js';
import { assetIdsIn } from '../assets/asset-ids-in.js';
import { assetFolder, manifestName, scenesFileVersion, type ScenesManifest } from './manifest.js';

/**
 * A collection with its files as a zip, made while it is read. Files that are gone are left out: their sources show a
 * placeholder there as here. The stream fails when a file goes meanwhile.
 */
export async function writeScenesFile(
  collection: SceneCollection,
  store: Pick<AssetStore, 'find'>,
  now: Date,
): Promise<Readable> {
  const looked = await Promise.allSettled(assetIdsIn(JSON.stringify(collection)).map((id) => store.find(id)));
  const assets = looked.flatMap((found) => (found.status === 'fulfilled' ? [found.value] : []));
  const manifest: ScenesManifest = {
    format: 'headwater-scenes',
    version: scenesFileVersion,
    collection,
    assets: assets.map(({ assetId, name }) => ({ id: assetId, name })),
  };
  const zip = new ZipFile();
  const output = Readable.from(zip.outputStream, { objectMode: false });
  zip.on('error', (error: Error) => output.destroy(error));
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), manifestName, { mtime: now });
  for (const { assetId, file, sizeBytes } of assets) {
    // media is compressed already; what is stored as it is can be looked into with any tool
    zip.addReadStreamLazy(assetFolder + assetId, { mtime: now, compress: false, size: sizeBytes }, (give) => {
      give(null, createReadStream(file));
    });
  }
  zip.end();
  return output;
}
