import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './eventually.js';

/** Bytes of media in a broadcast's rendition folder, whole segments and the one that is being written. */
export async function mediaBytes(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const media = names.filter((name) => /\.m4s(\.open)?$/.test(name));
  const sizes = await Promise.all(
    media.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Resolves at the moment when that many more bytes have been recorded: a point anywhere between two frames. */
export async function untilRecorded(folder: string, moreBytes: number): Promise<void> {
  const wanted = (await mediaBytes(folder)) + moreBytes;
  await eventually(`${moreBytes} more bytes in ${path.basename(folder)}`, async () =>
    (await mediaBytes(folder)) >= wanted ? true : null,
  );
}
