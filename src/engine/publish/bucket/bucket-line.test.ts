import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.js';
import { BucketLine, type LineTrouble } from './bucket-line.js';
import { HandBucket, refusal, type SeenRequest } from './testing/hand-bucket.js';
import { settled, TurningClock } from './testing/turning-clock.js';

const headers = { contentType: 'text/plain', cacheControl: '' };
let clock: TurningClock;
let bucket: HandBucket;
let line: BucketLine;
let mayWrite: boolean;
let told: (string | null)[];

beforeEach(() => {
  clock = new TurningClock();
  bucket = new HandBucket(clock);
  mayWrite = true;
  told = [];
  line = newLine();
  line.holdBack(false);
});

function newLine(): BucketLine {
  const onChange = (trouble: LineTrouble | null): unknown => told.push(trouble && trouble.error.code);
  return new BucketLine({
    client: () => Promise.resolve(bucket.client),
    clock,
    mayWrite: () => mayWrite,
    onChange,
  });
}

/** Stores an object; `put.settled` says how it went. */
function put(key: string, how: 'persist' | 'attempt' = 'persist'): { result: string } {
  const state = { result: 'under way' };
  const work = (client: HandBucket['client'], signal: AbortSignal) =>
    client.put(key, Buffer.from('x'), headers, { signal });
  (how === 'persist' ? line.persist(work) : line.attempt(work, 1)).then(
    () => (state.result = 'stored'),
    (error: unknown) => (state.result = error instanceof AppError ? error.code : String(error)),
  );
  return state;
}

const isPut = ({ operation }: SeenRequest): boolean => operation === 'put';

describe('BucketLine', () => {
  test('a new line is held back until the channel is ours', async () => {
    line = newLine();
    const one = put('1');
    await clock.run(60_000);
    expect(bucket.seen).toEqual([]);
    line.holdBack(false);
    await settled();
    expect(one.result).toBe('stored');
  });

  test('a request that fails is sent again, until it goes through', async () => {
    let failures = 0;
    bucket.mishap = () => ((failures += 1) <= 5 ? refusal('publish.server-error') : null);
    const one = put('1');
    await clock.run(20_000);
    expect(one.result).toBe('stored');
    expect(bucket.puts).toHaveLength(6);
    expect(told).toEqual([]);
  });

  test('no network: what is under way is called off, one small request looks for it, and all goes on when it is back', async () => {
    bucket.mishap = (request) => (isPut(request) ? 'hang' : null);
    const hanging = [put('1'), put('2')];
    await settled();
    expect(bucket.underWay).toBe(2);
    bucket.mishap = () => refusal('publish.unreachable', { why: 'dns' });
    put('3');
    await settled();
    expect(line.trouble?.remedy).toBe('offline');
    expect(bucket.underWay).toBe(0);
    const before = bucket.puts.length;
    await clock.run(3_600_000);
    expect(bucket.puts).toHaveLength(before);
    expect(bucket.mostUnderWay).toBeLessThanOrEqual(3);
    bucket.mishap = () => null;
    await clock.run(1_000);
    expect(hanging.map(({ result }) => result)).toEqual(['stored', 'stored']);
    expect(told).toEqual(['publish.unreachable', null]);
  });

  test('a black hole: looks do not wait for those before them, which are called off when one is answered', async () => {
    bucket.mishap = () => refusal('publish.unreachable', { why: 'dns' });
    const one = put('1');
    await settled();
    bucket.mishap = () => 'hang';
    await clock.run(5_000);
    const hanging = bucket.underWay;
    expect(hanging).toBeGreaterThan(1);
    bucket.mishap = () => null;
    await clock.run(600);
    expect([one.result, bucket.underWay, told]).toEqual(['stored', 0, ['publish.unreachable', null]]);
  });

  test('somebody else found that nothing gets through: looks for the network, and tells when it is back', async () => {
    bucket.mishap = () => 'hang';
    line.suspect(refusal('publish.unreachable', { why: 'timeout' }));
    expect(line.isUp).toBe(false);
    bucket.mishap = () => null;
    await clock.run(600);
    expect([line.isUp, told, bucket.puts]).toEqual([true, ['publish.unreachable', null], []]);
  });

  test('a bucket that is not there is looked for without a write into it', async () => {
    bucket.mishap = () => refusal('publish.no-bucket');
    const one = put('1');
    await clock.run(60_000);
    expect(bucket.puts).toHaveLength(1);
    bucket.mishap = () => null;
    await clock.run(15_000);
    expect([one.result, told]).toEqual(['stored', ['publish.no-bucket', null]]);
  });

  test('a bucket that says no is asked by the very request that it refused', async () => {
    bucket.mishap = (request) => (isPut(request) ? refusal('publish.forbidden') : null);
    const one = put('1');
    await clock.run(60_000);
    expect(line.trouble?.remedy).toBe('blocked');
    expect(bucket.seen.every(isPut)).toBe(true);
    expect(bucket.seen.length).toBeLessThan(12);
    bucket.mishap = () => null;
    line.poke();
    await clock.run(1);
    expect(one.result).toBe('stored');
    expect(told).toEqual(['publish.forbidden', null]);
  });

  test('while the channel is another studio’s, nobody writes to find out whether it is allowed', async () => {
    bucket.mishap = () => refusal('publish.forbidden');
    const one = put('1');
    await settled();
    line.cutOff();
    const before = bucket.puts.length;
    bucket.mishap = () => null;
    await clock.run(120_000);
    expect(bucket.puts).toHaveLength(before);
    line.holdBack(false);
    await clock.run(30_000);
    expect(one.result).toBe('stored');
  });

  test('another trouble than before is told; the same one is not told again', async () => {
    bucket.mishap = () => refusal('publish.unreachable', { why: 'refused' });
    put('1');
    await clock.run(5_000);
    bucket.mishap = () => refusal('publish.no-bucket');
    await clock.run(5_000);
    expect(told).toEqual(['publish.unreachable', 'publish.no-bucket']);
  });

  test('a client that cannot be made (no keys) blocks, and goes on when there are some', async () => {
    let hasKeys = false;
    line = new BucketLine({
      client: () => (hasKeys ? Promise.resolve(bucket.client) : Promise.reject(refusal('destination.no-credentials'))),
      clock,
      mayWrite: () => true,
      onChange: () => undefined,
    });
    line.holdBack(false);
    const one = put('1');
    await clock.run(30_000);
    expect(line.trouble?.error.code).toBe('destination.no-credentials');
    hasKeys = true;
    line.poke();
    await clock.run(1);
    expect(one.result).toBe('stored');
  });

  test('a lease that lapsed stops the next request, though nobody held the line back', async () => {
    mayWrite = false;
    const one = put('1');
    await clock.run(60_000);
    expect(line.isUp).toBe(false);
    expect(bucket.seen).toEqual([]);
    mayWrite = true;
    line.holdBack(false);
    await settled();
    expect(one.result).toBe('stored');
  });

  test('the client takes its time: a channel lost meanwhile is not written', async () => {
    let give: () => void = () => undefined;
    const given = new Promise<void>((resolve) => (give = resolve));
    line = new BucketLine({
      client: () => given.then(() => bucket.client),
      clock,
      mayWrite: () => true,
      onChange: () => undefined,
    });
    line.holdBack(false);
    put('1');
    await settled();
    line.cutOff();
    give();
    await clock.run(10_000);
    expect(bucket.seen).toEqual([]);
  });

  test('a lost channel ends what is under way, and counts for no trouble of the line', async () => {
    bucket.mishap = () => 'hang';
    const puts = ['1', '2', '3', '4', '5'].map((key) => put(key));
    await settled();
    line.cutOff();
    await line.quiet();
    expect(bucket.underWay).toBe(0);
    await clock.run(10_000);
    expect(line.trouble).toBeNull();
    expect(bucket.puts).toHaveLength(5);
    bucket.mishap = () => null;
    line.holdBack(false);
    await settled();
    expect(puts.map(({ result }) => result)).toEqual(puts.map(() => 'stored'));
  });

  test('held back, what is under way may end', async () => {
    bucket.mishap = () => 'hang';
    const one = put('1');
    await settled();
    line.holdBack(true);
    bucket.letGo();
    await settled();
    expect(one.result).toBe('stored');
  });

  test('closing ends everything: what is under way, what waits, and pauses', async () => {
    bucket.mishap = ({ key }) => (key === 'hangs' ? 'hang' : refusal('publish.throttled', { retryAfterMs: 20_000 }));
    const states = [put('hangs'), put('again'), put('hangs', 'attempt')];
    await settled();
    line.holdBack(true);
    states.push(put('waits'));
    const pause = line.pause(1e9);
    line.close();
    await Promise.all([pause, line.quiet(), line.ready()]);
    await settled();
    expect(states.map(({ result }) => result)).toEqual(states.map(() => 'engine.shutting-down'));
    expect(bucket.underWay).toBe(0);
  });
});
