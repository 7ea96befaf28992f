import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deleteRecording } from './delete-recording.js';
import { purgeTrash } from './purge-trash.js';

const id = '20261121-070000-abcdefgh';
const other = '20261121-080000-abcdefgh';
let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'headwater-delete-'));
  for (const name of [id, other]) {
    await mkdir(path.join(root, 'live', 'b', name, '720p'), { recursive: true });
    await writeFile(path.join(root, 'live', 'b', name, '720p', '0.m4s'), 'media');
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('deleteRecording', () => {
  it('removes the folder and nothing else', async () => {
    const folder = path.join(root, 'live', 'b', id);
    let forgotten = 0;
    const forget = (): void => {
      // whoever asks now finds neither folder nor, in a moment, row
      expect(existsSync(folder)).toBe(false);
      forgotten += 1;
    };
    await deleteRecording(folder, forget);
    expect(await readdir(path.join(root, 'live', 'b'))).toEqual([other]);
    expect(await readdir(path.join(root, '.trash'))).toEqual([]);
    await deleteRecording(folder, forget);
    expect(forgotten).toBe(2);
  });

  it('puts the folder back when the row stays', async () => {
    const folder = path.join(root, 'live', 'b', id);
    const refused = new Error('database or disk is full');
    const deleted = deleteRecording(folder, () => {
      throw refused;
    });
    await expect(deleted).rejects.toBe(refused);
    expect(await readdir(path.join(folder, '720p'))).toEqual(['0.m4s']);
    expect(await readdir(path.join(root, '.trash'))).toEqual([]);
  });

  it.each(['live', 'live/b', `live/b/${other}/720p`, `live/${other}`])('refuses %s', async (folder) => {
    const forget = (): void => expect.unreachable();
    await expect(deleteRecording(path.join(root, folder), forget)).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await readdir(path.join(root, 'live', 'b'))).toEqual([id, other]);
  });
});

describe('purgeTrash', () => {
  it('removes what a crash has left of deletions', async () => {
    await mkdir(path.join(root, '.trash', `${id}-00ff00ff`, '720p'), { recursive: true });
    await writeFile(path.join(root, '.trash', `${id}-00ff00ff`, '720p', '0.m4s'), 'media');
    expect(await purgeTrash(root)).toBe(0);
    expect(await readdir(path.join(root, '.trash'))).toEqual([]);
    expect(await readdir(path.join(root, 'live', 'b'))).toEqual([id, other]);
  });

  it('needs no trash to be there', async () => {
    expect(await purgeTrash(path.join(root, 'nowhere'))).toBe(0);
  });
});
