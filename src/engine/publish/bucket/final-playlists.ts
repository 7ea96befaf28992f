import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileNames } from '../../archive/layout.js';
import type { PacedWriter } from './paced-writer.js';

/**
 * Writes the archive's own final playlists, media before masters, so that the recording in the bucket is the recording on
 * the disk. What the archive does not have is left out. Resolves when the bucket has them.
 */
export async function writeFinalPlaylists(options: {
  readonly writer: PacedWriter;
  /** The broadcast's folder on the disk, and below the destination's prefix. */
  readonly directory: string;
  readonly folder: string;
  /** False: it is being removed meanwhile. */
  readonly isWanted: () => boolean;
  /** Those with media. */
  readonly renditions: readonly string[];
}): Promise<void> {
  const { writer, directory, folder, renditions } = options;
  const final = async (file: string): Promise<void> => {
    const source = path.join(directory, ...file.split('/'));
    if (!existsSync(source)) return;
    const content = await readFile(source);
    if (!options.isWanted()) return;
    await writer.put(`${folder}/${file}`, () => content, { isFinal: true });
  };
  await Promise.all(renditions.map((name) => final(`${name}/${fileNames.live}`)));
  await Promise.all(renditions.map((name) => final(`${name}/${fileNames.dvr}`)));
  await final(fileNames.master);
  await final(fileNames.dvr);
  await final(fileNames.dash);
}
