import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentHash } from './content-hash.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-hash-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'a.ts'), 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hash = () => contentHash(folder, ['src', 'missing.json']);

it('changes with contents, names and files, not with times or tests', () => {
  const before = hash();
  utimesSync(join(folder, 'src', 'a.ts'), new Date(0), new Date(0));
  writeFileSync(join(folder, 'src', 'a.test.ts'), 'a test is not built');
  expect(hash()).toBe(before);

  writeFileSync(join(folder, 'src', 'a.ts'), 'two');
  const changed = hash();
  expect(changed).not.toBe(before);
  renameSync(join(folder, 'src', 'a.ts'), join(folder, 'src', 'b.ts'));
  const renamed = hash();
  expect(renamed).not.toBe(changed);
  writeFileSync(join(folder, 'missing.json'), '{}');
  expect(hash()).not.toBe(renamed);
});
