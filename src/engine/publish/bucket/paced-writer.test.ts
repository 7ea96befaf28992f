import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { BucketLine } from './bucket-line.js';
import { PacedWriter } from './paced-writer.js';
import { HandBucket, refusal, type Mishap } from './testing/hand-bucket.js';
import { settled, TurningClock } from './testing/turning-clock.js';

const intervalMs = 1_100;
const path = 'live/b/1/index.m3u8';
let clock: TurningClock;
let bucket: HandBucket;
let line: BucketLine;
let writer: PacedWriter;

beforeEach(setUp);

function setUp(): void {
  clock = new TurningClock();
  bucket = new HandBucket(clock);
  line = new BucketLine({
    client: () => Promise.resolve(bucket.client),
    clock,
    mayWrite: () => true,
    onChange: () => undefined,
  });
  line.holdBack(false);
  writer = new PacedWriter({
    line,
    keyOf: (file) => `prefix/${file}`,
    minIntervalMs: () => intervalMs,
    clock,
    onRetry: () => undefined,
  });
}

const stored = (): string | undefined => bucket.objects.get(`prefix/${path}`)?.toString();
/** Times are sums of fractions of a millisecond: what a sum loses beyond the microsecond is no gap. */
const gapsOf = (key: string): number[] => {
  const starts = bucket.puts.filter((put) => put.key === key).map(({ atMs }) => atMs);
  return starts.slice(1).map((atMs, index) => Math.round((atMs - (starts[index] ?? 0)) * 1_000) / 1_000);
};

describe('PacedWriter', () => {
  test('whatever is put when, and whatever goes wrong: writes of a key keep their distance, the newest is there in the end', async () => {
    const mishap = fc.constantFrom<Mishap>(
      null,
      null,
      refusal('publish.server-error'),
      refusal('publish.throttled', { retryAfterMs: 300 }),
      refusal('publish.forbidden'),
      refusal('publish.unreachable', { why: 'refused' }),
    );
    const puts = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(900), fc.boolean()), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(puts, fc.infiniteStream(mishap), async (list, mishaps) => {
        setUp();
        const newest = new Map<string, string>();
        bucket.mishap = () => (mishaps.next() as IteratorYieldResult<Mishap>).value;
        for (const [index, [name, pauseMs, pokes]] of list.entries()) {
          newest.set(name, `content ${index}`);
          void writer.put(name, () => `content ${index}`);
          if (pokes) line.poke();
          await clock.run(pauseMs);
        }
        bucket.mishap = () => null;
        await clock.run(120_000);
        for (const [name, content] of newest) {
          expect(bucket.objects.get(`prefix/${name}`)?.toString()).toBe(content);
          expect(gapsOf(`prefix/${name}`).every((gap) => gap >= intervalMs)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('says what is true when its turn has come, and does not write the same again', async () => {
    let content = 'one';
    void writer.put(path, () => content);
    await settled();
    void writer.put(path, () => content);
    content = 'two';
    void writer.put(path, () => content);
    content = 'three';
    await clock.run(intervalMs);
    expect(stored()).toBe('three');
    const again = writer.put(path, () => content);
    await clock.run(intervalMs);
    await again;
    expect(bucket.puts).toHaveLength(2);
    expect(writer.content(path)?.toString()).toBe('three');
  });

  test('nothing live comes after what is final, written or only waiting', async () => {
    bucket.mishap = () => 'hang';
    void writer.put(path, () => 'live');
    await settled();
    const final = writer.put(path, () => 'final', { isFinal: true });
    const late = writer.put(path, () => 'late');
    bucket.mishap = () => null;
    bucket.letGo();
    await clock.run(5_000);
    await Promise.all([final, late, writer.put(path, () => 'later')]);
    await clock.run(5_000);
    expect(stored()).toBe('final');
    expect(bucket.puts.at(-1)?.headers?.cacheControl).toBe('public, max-age=3600');
  });

  test('the same content is written again when it becomes final: it is stored otherwise', async () => {
    void writer.put(path, () => 'same');
    await clock.run(5_000);
    void writer.put(path, () => 'same', { isFinal: true });
    await clock.run(5_000);
    expect(bucket.puts.map(({ headers }) => headers?.cacheControl)).toEqual([
      'public, max-age=1',
      'public, max-age=3600',
    ]);
  });

  test('what cannot be rendered is told to who asked, once, and the line stays up', async () => {
    const fails = (): string => {
      throw new Error('no row');
    };
    const outcomes = [writer.put(path, fails), writer.put('other', () => 'fine')];
    const told = Promise.allSettled(outcomes);
    await clock.run(10_000);
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(line.isUp).toBe(true);
    expect(bucket.seen).toHaveLength(1);
    const next = writer.put(path, () => 'mended');
    await clock.run(10_000);
    await next;
    expect(stored()).toBe('mended');
  });

  test('what is forgotten while it waits is not written; what is put later is', async () => {
    bucket.mishap = () => 'hang';
    const first = writer.put(path, () => 'one');
    await settled();
    void writer.put(path, () => 'two');
    writer.forget((file) => file === path);
    const isSettled = writer.settled((file) => file === path);
    bucket.mishap = () => null;
    bucket.letGo();
    await clock.run(5_000);
    await Promise.all([first, isSettled]);
    expect(bucket.puts).toHaveLength(1);
    expect(writer.content(path)).toBeNull();
    void writer.put(path, () => 'one');
    await clock.run(5_000);
    expect(bucket.puts).toHaveLength(2);
  });

  test('contents that are let go do not take the final away', async () => {
    void writer.put(path, () => 'final', { isFinal: true });
    await clock.run(5_000);
    writer.release(() => true);
    expect(writer.content(path)).toBeNull();
    await writer.put(path, () => 'live');
    expect(stored()).toBe('final');
  });

  test('a closed line rejects what waits', async () => {
    bucket.mishap = () => 'hang';
    const outcomes = Promise.allSettled([writer.put(path, () => 'one'), writer.put('other', () => 'two')]);
    await settled();
    line.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(writer.put(path, () => 'three')).rejects.toMatchObject({ code: 'engine.shutting-down' });
  });
});
