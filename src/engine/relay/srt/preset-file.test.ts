import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PresetFile } from './preset-file.js';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'headwater-preset-'));
  folder = path.join(root, 'relays', 'srt');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('is for its owner alone, and gone when it was read', async () => {
  const file = await PresetFile.write(folder, 'passphrase=something\n');
  expect(await readFile(file.path, 'utf8')).toBe('passphrase=something\n');
  if (process.platform !== 'win32') {
    expect((await stat(file.path)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  }
  await file.remove();
  await file.remove();
  expect(await readdir(folder)).toEqual([]);
});

test('what a killed engine left is removed, and nothing else', async () => {
  await PresetFile.removeLeftovers(folder);
  await PresetFile.write(folder, 'streamid=a\n');
  await PresetFile.write(folder, 'streamid=b\n');
  await writeFile(path.join(folder, 'notes.ffpreset'), '');
  await PresetFile.removeLeftovers(folder);
  expect(await readdir(folder)).toEqual(['notes.ffpreset']);
});

test('a place that cannot be written says so', async () => {
  await writeFile(path.join(root, 'relays'), 'a file in the way');
  await expect(PresetFile.write(folder, 'streamid=a\n')).rejects.toMatchObject({ code: 'archive.write-failed' });
});

/** A small disk is made with mount, which root alone may. */
const maySmallDisk = process.platform === 'linux' && process.getuid?.() === 0;

test.skipIf(!maySmallDisk)('a full disk says so, and keeps nothing of the secret (needs root)', async () => {
  const disk = path.join(root, 'disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk]);
  try {
    await writeFile(path.join(disk, 'filler'), Buffer.alloc(8_192));
    await expect(PresetFile.write(disk, 'passphrase=something\n')).rejects.toMatchObject({ code: 'disk.full' });
    expect(await readdir(disk)).toEqual(['filler']);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});
