import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../engine/database/open-database.js';
import { MeasuredLine } from '../engine/relay/measured-line.js';
import { keepMeasuredLine } from './keep-measured-line.js';

it('keeps what was measured beside a running engine, and makes no database of its own', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'headwater-line-'));
  expect(keepMeasuredLine(folder, 8_000_000)).toBe(false);
  const database = openDatabase(path.join(folder, 'headwater.sqlite'));
  expect(keepMeasuredLine(folder, 8_000_000)).toBe(true);
  expect(new MeasuredLine({ database }).read()).toBe(8_000_000);
  database.close();
  await rm(folder, { recursive: true });
});
