import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../database/open-database.js';
import { PublicationBench } from './testing/publication-bench.js';

let bench: PublicationBench;
beforeEach(() => {
  bench = new PublicationBench(['360p']);
});
afterEach(() => bench.remove());

const histories = (): number => bench.bucket.puts.filter(({ key }) => key.endsWith('360p/dvr.m3u8')).length;

async function show(segments: number): Promise<void> {
  for (let count = 0; count < segments; count += 1) bench.close('360p');
  await bench.pass(5_000);
}

describe('the full history', () => {
  test('comes after two minutes, and is there at once again after a restart', async () => {
    await show(61);
    expect(histories()).toBe(0);
    await bench.pass(116_000);
    expect([histories(), bench.run.publication.facts.hasDvr]).toEqual([1, true]);
    bench.restart();
    expect(bench.run.publication.facts.hasDvr).toBe(false);
    await bench.pass(3_000);
    expect([histories(), bench.run.publication.facts.hasDvr]).toEqual([2, true]);
    await bench.pass(116_000);
    expect(histories()).toBe(2);
  });

  test('of a show that had just begun comes when it would have come', async () => {
    await show(30);
    bench.restart();
    await bench.pass(55_000);
    expect(histories()).toBe(0);
    await bench.pass(10_000);
    expect(histories()).toBe(1);
  });
});

test('what a playlist names is in the journal by then: a kill right after it takes nothing back', async () => {
  const other = openDatabase(path.join(bench.root, 'headwater.db'));
  const unknown: string[] = [];
  let named = 0;
  bench.bucket.mishap = ({ operation, key, body }) => {
    if (operation !== 'put' || !key.endsWith('360p/index.m3u8')) return null;
    const text = (body[0] === 0x1f ? gunzipSync(body) : body).toString();
    for (const [, name = ''] of text.matchAll(/^(\d+\.m4s)$/gm)) {
      named += 1;
      const sql = 'SELECT path FROM uploads WHERE path LIKE :path';
      if (other.get(z.object({ path: z.string() }), sql, { path: `%/360p/${name}` }) === null) unknown.push(name);
    }
    return null;
  };
  await show(5);
  other.close();
  // how many playlists name them depends on how many were confirmed at once
  expect(named).toBeGreaterThanOrEqual(5);
  expect(unknown).toEqual([]);
});
