import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets one process after the other in', async () => {
  const lock = join(folder, 'lock');
  const journal = join(folder, 'journal');
  writeFileSync(journal, '');
  // Each process notes when it comes in and when it leaves: the notes must never interleave.
  const script = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'lock.mjs')).href)};
    for (let i = 0; i < 3; i += 1) {
      await withLock(${JSON.stringify(lock)}, 'a test', async () => {
        appendFileSync(${JSON.stringify(journal)}, 'in ' + process.pid + '\\n');
        await new Promise((resolve) => setImmediate(resolve));
        appendFileSync(${JSON.stringify(journal)}, 'out ' + process.pid + '\\n');
      });
    }`;
  const children = [1, 2, 3].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }),
  );
  const codes = await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
  expect(codes).toEqual([0, 0, 0]);
  const notes = readFileSync(journal, 'utf8').trim().split('\n');
  expect(notes).toHaveLength(18);
  for (let i = 0; i < notes.length; i += 2) expect(notes[i + 1]).toBe(notes[i]?.replace('in', 'out'));
  expect(existsSync(lock)).toBe(false);
});

it('takes over the lock of a process that is gone', async () => {
  const lock = join(folder, 'lock');
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(lock, `${gone} 0 abc`);
  await expect(withLock(lock, 'a test', async () => 'done')).resolves.toBe('done');
});

it('releases the lock when the action fails', async () => {
  const lock = join(folder, 'lock');
  await expect(withLock(lock, 'a test', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});
