import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWhole } from './read-whole.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-read-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('all of a file is read, whatever size was expected of it', async () => {
  const file = path.join(folder, '0.m4s');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(3), fc.nat(600), async (bytes, mode, other) => {
      writeFileSync(file, bytes);
      const read = await readWhole(file, mode === 0 ? other : bytes.length);
      expect(Buffer.compare(read, bytes)).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('a file that is not there is an error', async () => {
  await expect(readWhole(path.join(folder, 'none'), 10)).rejects.toMatchObject({ code: 'ENOENT' });
});
