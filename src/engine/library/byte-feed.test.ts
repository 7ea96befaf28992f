import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedBytes } from './byte-feed.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-feed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (url: string): Promise<Buffer> => buffer(connect(Number(new URL(url).port), '127.0.0.1'));

describe('feedBytes', () => {
  it('sends files and text in their order, as one stream', async () => {
    const big = Buffer.alloc(3_000_000, 7);
    await writeFile(path.join(folder, 'big'), big);
    await writeFile(path.join(folder, 'empty'), '');
    const pieces = [
      { text: 'begin' },
      { file: path.join(folder, 'big') },
      { file: path.join(folder, 'empty') },
      { text: 'end' },
    ];
    const feed = await feedBytes(pieces);
    expect((await read(feed.url)).equals(Buffer.concat([Buffer.from('begin'), big, Buffer.from('end')]))).toBe(true);
    expect(feed.failure()).toBeNull();
    await feed.close();
  });

  it('tells of a file that cannot be read', async () => {
    const feed = await feedBytes([{ text: 'begin' }, { file: path.join(folder, 'gone') }]);
    await read(feed.url).catch(() => undefined);
    expect(feed.failure()).toMatchObject({ code: 'archive.write-failed', details: { file: 'gone', reason: 'ENOENT' } });
    await feed.close();
  });

  it('closes whether or not somebody came', async () => {
    const feed = await feedBytes([{ text: 'nobody reads this' }]);
    await feed.close();
    await expect(read(feed.url)).rejects.toThrow('ECONNREFUSED');
  });
});
