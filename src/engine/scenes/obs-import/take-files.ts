import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.js';
import type { AssetStore } from '../assets/asset-store.js';
import { pictureHeadBytes, pictureSize } from './picture-size.js';
import type { TakenFile } from './taken-file.js';

/**
 * Those of the paths that a collection names where a file lies that could be taken in. Only plain files on this computer's own
 * disks: a path of the network would make Windows show its user's credentials to whoever wrote the collection. None is opened.
 */
export async function filesThere(paths: ReadonlySet<string>): Promise<string[]> {
  const looked = await Promise.all([...paths].map(async (path) => ((await sizeOf(path)) === null ? [] : [path])));
  return looked.flat();
}

/**
 * Takes files of this computer in, by the paths that a collection names: whoever wrote it says which, so its user is asked
 * before, and with `isAllowed` false none is opened. Throws `disk.full` and
 * `archive.write-failed`; what is wrong with one file is told for it.
 */
export async function takeFiles(
  paths: ReadonlySet<string>,
  store: Pick<AssetStore, 'take'>,
  isAllowed: boolean,
): Promise<Map<string, TakenFile>> {
  const taken = new Map<string, TakenFile>();
  for (const path of paths) taken.set(path, await takeFile(path, store, isAllowed));
  return taken;
}

async function takeFile(path: string, store: Pick<AssetStore, 'take'>, isAllowed: boolean): Promise<TakenFile> {
  if (!isLocal(path)) return { why: 'file-elsewhere' };
  const sizeBytes = await sizeOf(path);
  if (sizeBytes === null) return { why: 'file-missing' };
  if (!isAllowed) return { why: 'file-left' };
  try {
    const size = pictureSize(await headOf(path));
    const { assetId } = await store.take(createReadStream(path), path, sizeBytes);
    return { assetId, size };
  } catch (error) {
    if (!(error instanceof AppError)) return { why: 'file-missing' };
    if (error.code === 'asset.unsupported' || error.code === 'asset.too-large') return { why: 'file-unsupported' };
    throw error;
  }
}

/** `C:\…` or `/…`; not `\\server\…`, `//server/…`, nor a name that means another folder each time. */
function isLocal(path: string): boolean {
  return /^[A-Za-z]:[\\/](?![\\/])/.test(path) || /^\/(?![\\/])/.test(path);
}

/** Of a plain file on this computer's own disks; null where there is none. */
async function sizeOf(path: string): Promise<number | null> {
  if (!isLocal(path)) return null;
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? facts.size : null;
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(pictureHeadBytes), 0, pictureHeadBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
