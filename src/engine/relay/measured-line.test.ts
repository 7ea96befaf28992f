import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.js';
import { MeasuredLine } from './measured-line.js';

it('keeps the newest measurement over restarts, and forgets an old one', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'headwater-line-'));
  const file = path.join(folder, 'headwater.sqlite');
  let nowMs = 1_000_000_000_000;
  const open = () => {
    const database = openDatabase(file);
    return { database, line: new MeasuredLine({ database, now: () => nowMs }) };
  };
  const first = open();
  expect(first.line.read()).toBeNull();
  first.line.keep(5_000_000);
  first.line.keep(20_000_000);
  first.database.close();
  const second = open();
  nowMs += 29 * 24 * 3_600_000;
  expect(second.line.read()).toBe(20_000_000);
  nowMs += 2 * 24 * 3_600_000;
  expect(second.line.read()).toBeNull();
  second.database.close();
  await rm(folder, { recursive: true });
});
