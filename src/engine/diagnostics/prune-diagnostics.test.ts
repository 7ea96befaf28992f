import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { diagnosticsFileName } from './diagnostics-file-name.js';
import { keptDiagnostics, pruneDiagnostics } from './prune-diagnostics.js';

const nowMs = Date.UTC(2026, 10, 21, 12);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-prune-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, atMs = nowMs): void => {
  writeFileSync(join(folder, name), 'x');
  utimesSync(join(folder, name), new Date(atMs), new Date(atMs));
};

it('keeps the newest by their names, and the one just made whenever that says it was', async () => {
  const time = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2030, 0, 1) });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(time, { minLength: 1, maxLength: 12 }), fc.nat(), async (times, pick) => {
      const names = [...new Set(times.map((each) => diagnosticsFileName(new Date(each))))].sort();
      const newest = names[pick % names.length] ?? '';
      for (const name of names) put(name);
      await pruneDiagnostics(folder, newest, nowMs);
      const others = names.filter((name) => name !== newest).slice(-(keptDiagnostics - 1));
      expect(readdirSync(folder).sort()).toEqual([newest, ...others].sort());
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
    }),
    { numRuns: 30 },
  );
});

it('touches nothing else, but what a crash has left half written', async () => {
  const [half, fresh] = [
    'headwater-diagnostics-20260101-000000.zip.tmp',
    'headwater-diagnostics-20260102-000000.zip.tmp',
  ];
  put(half, nowMs - 7_200_000);
  put(fresh, nowMs - 60_000);
  const foreign = ['My show.mp4', 'headwater-diagnostics-mine.zip', 'x-headwater-diagnostics-20260101-000000.zip'];
  for (const name of foreign) put(name, 0);
  mkdirSync(join(folder, 'headwater-diagnostics-20200101-000000.zip'));
  for (let day = 1; day <= 7; day += 1) put(`headwater-diagnostics-2026010${day}-120000.zip`);
  const removed = await pruneDiagnostics(folder, 'headwater-diagnostics-20260107-120000.zip', nowMs);
  expect(removed.sort()).toEqual(
    [half, ...[1, 2].map((day) => `headwater-diagnostics-2026010${day}-120000.zip`)].sort(),
  );
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([fresh, ...foreign]));
  expect(await pruneDiagnostics(join(folder, 'nothing'), 'x', nowMs)).toEqual([]);
});
