import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.js';
import { refusal } from './testing/hand-bucket.js';
import { PublicationBench } from './testing/publication-bench.js';

let bench: PublicationBench;
beforeEach(() => {
  bench = new PublicationBench(['360p']);
});
afterEach(() => bench.remove());

const isMedia = ({ operation, key }: { operation: string; key: string }): boolean =>
  operation === 'put' && /\.(?:m4s|mp4)$/.test(key);
const media = (): string[] => bench.bucket.seen.filter(isMedia).map(({ key }) => key.split('/').at(-1) ?? '');

describe('MediaPump', () => {
  test('sends what the archive closes, several at once, each once', async () => {
    bench.bucket.mishap = (request) => (isMedia(request) ? 'hang' : null);
    for (let count = 0; count < 30; count += 1) bench.close('360p');
    await bench.rest();
    expect(bench.bucket.underWay).toBe(4);
    bench.bucket.mishap = () => null;
    for (let round = 0; round < 20; round += 1) {
      bench.bucket.letGo();
      await bench.rest();
    }
    expect(bench.bucket.mostUnderWay).toBeLessThanOrEqual(12 + 1);
    expect(media().length).toBe(31);
    expect(new Set(media()).size).toBe(31);
  });

  test('after a failure the newest goes first', async () => {
    bench.bucket.mishap = () => refusal('publish.unreachable', { why: 'refused' });
    for (let count = 0; count < 20; count += 1) bench.close('360p');
    await bench.rest();
    bench.bucket.seen.length = 0;
    for (let count = 0; count < 20; count += 1) bench.close('360p');
    bench.bucket.mishap = () => null;
    await bench.pass(3_000);
    // the init segment was tried before: it may still have to wait a little
    expect(media().slice(0, 4).sort()).toEqual(['37.m4s', '38.m4s', '39.m4s', 'init-0.mp4']);
    expect(bench.run.publication.backlog.objects).toBe(0);
  });

  test('what is under way when the broadcast ends is not sent a second time', async () => {
    bench.bucket.mishap = (request) => (isMedia(request) ? 'hang' : null);
    for (let count = 0; count < 3; count += 1) bench.close('360p');
    await bench.rest();
    bench.end();
    await bench.rest();
    bench.bucket.mishap = () => null;
    bench.bucket.letGo();
    await bench.pass(5_000);
    expect(media().sort()).toEqual(['0.m4s', '1.m4s', '2.m4s', 'init-0.mp4']);
    expect(bench.state).toBe('complete');
  });

  test('a journal that cannot be written does not have the same object sent round and round', async () => {
    const confirm = bench.publications.confirm.bind(bench.publications);
    bench.publications.confirm = () => {
      throw new AppError('disk.full', 'No space');
    };
    bench.publications.update = () => {
      throw new AppError('disk.full', 'No space');
    };
    bench.close('360p');
    await bench.pass(9_000);
    expect(media()).toHaveLength(2);
    bench.publications.confirm = confirm;
    await bench.pass(12_000);
    expect(bench.run.publication.backlog.objects).toBe(0);
  });

  test('a file that is not in the archive holds nothing else up, and is sent when it is back', async () => {
    bench.run.line.holdBack(true);
    bench.close('360p');
    bench.close('360p');
    rmSync(bench.fileOf('360p/0.m4s'));
    bench.run.line.holdBack(false);
    await bench.pass(3_000);
    expect(bench.stored).toContain('360p/1.m4s');
    writeFileSync(bench.fileOf('360p/0.m4s'), '360p 0');
    await bench.pass(11_000);
    expect(bench.stored).toContain('360p/0.m4s');
  });

  test('stops with what is under way called off, and takes nothing more', async () => {
    bench.bucket.mishap = (request) => (isMedia(request) ? 'hang' : null);
    for (let count = 0; count < 9; count += 1) bench.close('360p');
    await bench.rest();
    bench.run.line.close();
    await bench.run.pump.settle();
    const before = bench.bucket.seen.length;
    bench.run.pump.kick();
    await bench.pass(30_000);
    expect([bench.bucket.underWay, bench.bucket.seen.length]).toEqual([0, before]);
  });

  test('a poorer uplink gets fewer uploads at once, a quick one more', async () => {
    bench.bucket.mishap = (request) => (isMedia(request) ? 'hang' : null);
    for (let count = 0; count < 60; count += 1) bench.close('360p');
    for (let round = 0; round < 4; round += 1) {
      await bench.pass(6_000);
      bench.bucket.letGo();
      await bench.rest();
    }
    expect(bench.bucket.underWay).toBe(1);
    for (let round = 0; round < 10; round += 1) {
      await bench.pass(1_000);
      bench.bucket.letGo();
      await bench.rest();
    }
    expect(bench.bucket.underWay).toBeGreaterThan(4);
  });
});
