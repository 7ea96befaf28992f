import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkExportsFolder } from './check-exports-folder.js';

test('a folder that is there will do; a file, nothing and a relative path will not', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'headwater-exports-'));
  try {
    await checkExportsFolder(folder);
    const file = path.join(folder, 'film.mp4');
    await writeFile(file, '');
    for (const [wrong, reason] of [
      [file, 'a file'],
      [path.join(folder, 'away'), 'ENOENT'],
      ['films', 'a relative path'],
      ['', 'a relative path'],
    ] as const) {
      const details = { folder: wrong, reason };
      await expect(checkExportsFolder(wrong)).rejects.toMatchObject({ code: 'export.folder-unusable', details });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
