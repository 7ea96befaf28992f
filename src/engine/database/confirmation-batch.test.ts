import { beforeEach, describe, expect, test } from 'vitest';
import type { UploadRow } from '../publish/bucket/publication-journal.js';
import { TurningClock } from '../publish/bucket/testing/turning-clock.js';
import { ConfirmationBatch } from './confirmation-batch.js';

let clock: TurningClock;
let written: string[][];
let isFull: boolean;
let batch: ConfirmationBatch;

beforeEach(() => {
  clock = new TurningClock();
  written = [];
  isFull = false;
  batch = new ConfirmationBatch({
    clock,
    write: (rows) => {
      if (isFull) throw new Error('full');
      written.push(rows.map(({ path }) => path));
    },
  });
});

function row(path: string): UploadRow {
  return { destinationId: 'd', path, broadcastId: 'b', sizeBytes: 1, confirmedAtMs: 1 };
}

describe('ConfirmationBatch', () => {
  test('writes in order what came shortly one after the other, all at once', async () => {
    for (const path of ['a', 'b', 'c']) batch.add(row(path));
    expect(written).toEqual([]);
    await clock.run(60);
    expect(written).toEqual([['a', 'b', 'c']]);
    batch.add(row('d'));
    await clock.run(60);
    expect(written).toEqual([['a', 'b', 'c'], ['d']]);
    await clock.run(1_000);
    expect(written).toHaveLength(2);
  });

  test('does not hold many back', () => {
    for (let index = 0; index < 200; index += 1) batch.add(row(String(index)));
    expect(batch.rows.length).toBeLessThan(64);
    expect(written.flat()).toHaveLength(200 - batch.rows.length);
  });

  test('keeps what cannot be written, refuses more as long as that is so, and loses none of what it took', async () => {
    isFull = true;
    batch.add(row('a'));
    await clock.run(60);
    expect(() => batch.add(row('b'))).toThrow('full');
    expect(() => batch.flush()).toThrow('full');
    expect(batch.rows.map(({ path }) => path)).toEqual(['a']);
    isFull = false;
    batch.add(row('c'));
    expect(written).toEqual([['a', 'c']]);
  });

  test('what is forgotten meanwhile is not written', async () => {
    for (const path of ['a', 'b']) batch.add(row(path));
    batch.discard(({ path }) => path === 'a');
    await clock.run(60);
    expect(written).toEqual([['b']]);
  });
});
