import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describePublication } from './describe-publication.js';
import { refusal, type SeenRequest } from './testing/hand-bucket.js';
import { PublicationBench, testDestinationId } from './testing/publication-bench.js';
import { testBroadcastId } from '../../archive/rows.test-support.js';

const folder = `shows/live/b/${testBroadcastId}`;
let bench: PublicationBench;
beforeEach(() => {
  bench = new PublicationBench(['360p', 'audio']);
});
afterEach(() => bench.remove());

async function show(segments: number): Promise<void> {
  for (let count = 0; count < segments; count += 1) {
    for (const name of bench.ladder) bench.close(name);
    await bench.pass(2_000);
  }
}

/** The provider has something against these keys, as long as it has. */
function refuse(...files: string[]): void {
  bench.bucket.mishap = ({ operation, key }) =>
    operation === 'put' && files.some((file) => key.endsWith(file))
      ? refusal('publish.refused', { status: 400, s3Code: 'KeyTooLongError' })
      : null;
}

const text = (file: string): string => bench.bucket.objects.get(`${folder}/${file}`)?.toString() ?? '';
const asked = (file: string): number =>
  bench.bucket.seen.filter((each: SeenRequest) => each.operation === 'put' && each.key.endsWith(file)).length;

function told() {
  bench.publications.update(testBroadcastId, testDestinationId, { isVerified: true });
  const row = bench.publications.get(testBroadcastId, testDestinationId);
  if (row === null) throw new Error('Expected the publication in the journal');
  const { publication } = bench.run;
  return describePublication({
    row,
    destinationName: 'My bucket',
    publication,
    trouble: bench.run.line.trouble,
    leaseTrouble: null,
    holder: null,
    verifyTrouble: null,
    bitsPerSecond: null,
    nowMs: bench.clock.monotonicMs(),
    meter: null,
    totals: { objects: 0, bytes: 0 },
  });
}

describe('an object that the provider refuses', () => {
  test('is a gap, told by its key; everything else goes on, without lateness', async () => {
    refuse('360p/1.m4s');
    await show(4);
    expect(bench.run.line.isUp).toBe(true);
    expect(bench.stored).toEqual(expect.arrayContaining(['360p/2.m4s', '360p/3.m4s', 'audio/3.m4s']));
    expect(text('360p/index.m3u8')).toMatch(
      /0\.m4s\n#EXT-X-GAP\n#EXTINF:2,\n1\.m4s\n#EXTINF:2,\n2\.m4s\n#EXTINF:2,\n3\.m4s\n$/,
    );
    expect(told()).toMatchObject({
      status: 'behind',
      lagSeconds: null,
      reason: {
        code: 'publish.object-refused',
        details: { objects: 1, key: `live/b/${testBroadcastId}/360p/1.m4s`, s3Code: 'KeyTooLongError', status: 400 },
      },
    });
    await bench.pass(60_000);
    expect(asked('360p/1.m4s')).toBe(3);
  });

  test('never counts as complete, and viewers get a recording with a gap; in the end it may go through', async () => {
    refuse('360p/1.m4s');
    await show(3);
    bench.end();
    await bench.pass(30_000);
    expect([bench.state, bench.run.finisher.isWhole(testBroadcastId)]).toEqual(['publishing', true]);
    expect(text('360p/index.m3u8')).toMatch(/#EXT-X-GAP\n#EXTINF:2,\n1\.m4s\n(?:.*\n)*#EXT-X-ENDLIST\n$/);
    expect(told()).toMatchObject({ status: 'completing', reason: { code: 'publish.object-refused' } });
    bench.bucket.mishap = () => null;
    // as when the destination is changed
    bench.run.pump.retryRefused();
    await bench.pass(5_000);
    expect([bench.state, text('360p/index.m3u8')]).toEqual(['complete', 'final 360p']);
  });

  test('is tried again after a restart', async () => {
    refuse('360p/1.m4s');
    await show(3);
    bench.bucket.mishap = () => null;
    bench.restart();
    await bench.pass(3_000);
    expect(bench.stored).toContain('360p/1.m4s');
    expect(text('360p/index.m3u8')).not.toContain('GAP');
  });

  test('a rendition of which nothing goes through does not keep the others from being played', async () => {
    refuse('audio/init-0.mp4');
    await show(4);
    expect(text('master.m3u8')).toContain('360p/index.m3u8');
    expect(text('master.m3u8')).not.toContain('audio/index.m3u8');
    expect(bench.run.line.isUp).toBe(true);
  });

  test('a playlist or a page that is refused holds nothing else up', async () => {
    refuse('360p/index.m3u8');
    await show(4);
    expect(bench.stored).toEqual(expect.arrayContaining(['360p/3.m4s', 'audio/index.m3u8']));
    refuse();
    await bench.pass(61_000);
    expect(text('360p/index.m3u8')).toContain('3.m4s');
  });

  test('403 for one object, while others go through, is held against that one', async () => {
    bench.bucket.mishap = ({ operation, key }) =>
      operation === 'put' && key.endsWith('360p/1.m4s') ? refusal('publish.forbidden', { status: 403 }) : null;
    await show(8);
    await bench.pass(20_000);
    expect([bench.run.line.isUp, bench.stored.includes('360p/7.m4s')]).toEqual([true, true]);
    expect([...bench.run.publication.backlog.refused.keys()].map(({ path }) => path)).toEqual(['360p/1.m4s']);
  });
});

describe('a bucket that refuses everything', () => {
  test.each(['publish.refused', 'publish.forbidden'] as const)(
    '%s: blocked, asked seldom, and all of it goes when mended',
    async (code) => {
      await show(1);
      bench.bucket.mishap = ({ operation }) => (operation === 'put' ? refusal(code, { status: 400 }) : null);
      await show(6);
      expect(told()).toMatchObject({ status: 'blocked', reason: { code } });
      const puts = bench.bucket.puts.length;
      await bench.pass(60_000);
      expect(bench.bucket.puts.length - puts).toBeLessThan(20);
      bench.bucket.mishap = () => null;
      await bench.pass(20_000);
      expect([told().status, told().backlogObjects]).toEqual(['live', 0]);
      expect(text('360p/index.m3u8')).not.toContain('GAP');
    },
  );
});
