import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { textFileEntry } from './text-file-entry.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-text-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function pieces(content: string | null): Promise<string[]> {
  const file = join(folder, 'file.log');
  if (content !== null) writeFileSync(file, content);
  const read: string[] = [];
  for await (const piece of textFileEntry('file.log', '', file).text()) read.push(piece);
  return read;
}

it('reads whole lines, so that nothing is cut where it could not be seen, and loses none', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `${index} ü ${'x'.repeat(index % 97)}`);
  const text = `${lines.join('\n')}\nwithout an end`;
  const read = await pieces(text);
  expect(read.join('')).toBe(text);
  expect(read.length).toBeGreaterThan(2);
  for (const piece of read.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true);
});

it('takes the newest whole lines of a long file, and nothing of one that is gone', async () => {
  const line = `${'y'.repeat(1023)}\n`;
  const read = (await pieces(`cut${line.repeat(9 * 1024)}last\n`)).join('');
  expect(read.length).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(read.startsWith('yyy')).toBe(true);
  expect(
    read
      .split('\n')
      .slice(0, -2)
      .every((each) => each.length === 1023),
  ).toBe(true);
  expect(read.endsWith('last\n')).toBe(true);
  rmSync(join(folder, 'file.log'));
  expect(await pieces(null)).toEqual([]);
});
