import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../servers/fault-proxy.js';
import { FaultRate } from '../servers/fault/fault-rate.js';
import { drawLatencyMs } from '../servers/fault/fault-settings.js';
import { createS3Client } from '../servers/s3-client.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { outcomeOf } from './support/s3-conformance.js';
import { random } from './support/seeds.js';

describe('a bad line in front of an S3 server', () => {
  let server: S3Fixture;
  let proxy: FaultProxy;
  let client: S3Client;
  const body = Buffer.alloc(100_000, 'segment ');

  beforeEach(async () => {
    server = await startS3Server();
    proxy = await startFaultProxy({ target: server.endpoint, seed: 7 });
    client = createS3Client({ ...server, endpoint: proxy.endpoint });
  });
  afterEach(async () => {
    client.destroy();
    await proxy.stop();
    await server.stop();
  });

  /** The status, S3's code, or the system's word for what happened to a write. */
  async function put(key: string): Promise<string> {
    const write = new PutObjectCommand({ Bucket: server.bucket, Key: key, Body: body });
    return outcomeOf(client.send(write)).catch((error: unknown) => {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    });
  }

  it('changes nothing without faults: signatures hold, bytes and odd keys come through', async () => {
    const key = 'two words/ünïcode+plus%20.m4s';
    expect(await put(key)).toBe('200');
    expect(server.objects().get(key)?.body).toEqual(body);
    const got = await client.send(new GetObjectCommand({ Bucket: server.bucket, Key: key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(body);
    const { requests, answers, bytesUp, bytesDown } = proxy.figures;
    expect({ requests, answers }).toEqual({ requests: 2, answers: { 200: 2 } });
    for (const bytes of [bytesUp, bytesDown]) {
      expect(bytes).toBeGreaterThan(body.length);
      expect(bytes).toBeLessThan(body.length + 5000);
    }
  });

  it('goes offline and comes back on its port', async () => {
    expect(await put('a')).toBe('200');
    await proxy.set({ offline: true });
    expect(await put('b')).toMatch(/ECONNREFUSED|ECONNRESET/);
    expect(await put('b')).toBe('ECONNREFUSED');
    await proxy.clear();
    expect(await put('b')).toBe('200');
  });

  it('swallows everything in a black hole, on connections that were open before too', async () => {
    expect(await put('a')).toBe('200');
    const swallowed = new AbortController();
    await proxy.set({ blackhole: true });
    const outcomes: string[] = [];
    const attempts = ['b', 'c'].map(async (key) => {
      const write = new PutObjectCommand({ Bucket: server.bucket, Key: key, Body: body });
      const outcome = await client.send(write, { abortSignal: swallowed.signal }).catch((error: unknown) => error);
      outcomes.push(outcome instanceof Error ? outcome.name : 'answered');
    });
    await vi.waitFor(() => expect(proxy.figures.connections).toBeGreaterThan(1), { timeout: 120_000 });
    await proxy.clear();
    // a connection made now is good, and those in the hole stay in it
    const url = `${proxy.endpoint}/${server.bucket}/a`;
    expect((await fetch(url)).status).toBe(200);
    expect(outcomes).toEqual([]);
    swallowed.abort();
    await Promise.all(attempts);
    expect(outcomes).toEqual(['AbortError', 'AbortError']);
    expect([...server.objects().keys()]).toEqual(['a']);
  });

  it('answers a share of the requests itself, with Retry-After', async () => {
    await proxy.set({ status: { share: 0.3, status: 503, retryAfterSeconds: 4 } });
    for (let index = 0; index < 100; index += 1) await put(`k${String(index)}`);
    const { answers } = proxy.figures;
    expect((answers[200] ?? 0) + (answers[503] ?? 0)).toBe(100);
    expect(answers[503]).toBeGreaterThan(15);
    expect(answers[503]).toBeLessThan(45);
    expect(server.objects().size).toBe(answers[200]);
    await proxy.set({ status: { share: 1, status: 503, retryAfterSeconds: 4 } });
    const refused = await fetch(`${proxy.endpoint}/${server.bucket}/k`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '4']);
    expect(await refused.text()).toContain('<Code>SlowDown</Code>');
  });

  it('loses the answer of what was done, for chosen methods', async () => {
    await proxy.set({ status: { share: 1, status: 500, isDone: true, methods: ['PUT'] } });
    expect(await put('a')).toBe('500 InternalError');
    expect([...server.objects().keys()]).toEqual(['a']);
    expect((await fetch(`${proxy.endpoint}/${server.bucket}/a`)).status).toBe(200);
  });

  it('cuts connections midway: in the body, before the answer or in it', async () => {
    await proxy.set({ cut: 1 });
    for (let index = 0; index < 12; index += 1) expect(await put(`k${String(index)}`)).toMatch(/ECONNRESET|EPIPE/);
    const stored = server.objects().size;
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(12);
    expect(proxy.figures).toMatchObject({ requests: 12, cuts: 12, answers: {} });
    await proxy.clear();
    expect(await put('whole')).toBe('200');
    await proxy.set({ cut: 1 });
    const read = async (): Promise<number> =>
      (await (await fetch(`${proxy.endpoint}/${server.bucket}/whole`)).text()).length;
    for (let index = 0; index < 6; index += 1) await expect(read()).rejects.toThrow(/terminated|fetch failed/);
  });

  it('does the same again with the same seed', async () => {
    const run = async (): Promise<(number | null)[]> => {
      const other = await startFaultProxy({ target: server.endpoint, seed: 42 });
      await other.set({ cut: 0.3, status: { share: 0.3, status: 429 } });
      for (let index = 0; index < 30; index += 1) {
        await fetch(`${other.endpoint}/${server.bucket}/`)
          .then((answer) => answer.text())
          .catch(() => null);
      }
      await other.stop();
      return other.log.map(({ status }) => status);
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([403, 429, null]));
    expect(await run()).toEqual(first);
  });

  it('carries whole objects both ways at a limited rate', async () => {
    await proxy.set({ rate: { up: 20_000_000, down: 20_000_000 }, latency: { p50Ms: 5, p90Ms: 9 } });
    expect(await Promise.all(['a', 'b', 'c'].map(put))).toEqual(['200', '200', '200']);
    const texts = await Promise.all(
      ['a', 'b', 'c'].map(async (key) => (await fetch(`${proxy.endpoint}/${server.bucket}/${key}`)).text()),
    );
    expect(texts.every((text) => text === body.toString())).toBe(true);
  });
});

describe('the rate of a line', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is kept exactly, and the order too', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 100_000, max: 50_000_000 }), (chunks, bitsPerSecond) => {
        const rate = new FaultRate();
        rate.setRate(bitsPerSecond);
        const [one, two] = [{ got: '' }, { got: '' }];
        const wanted = { one: '', two: '' };
        for (const [index, size] of chunks.entries()) {
          const text = String.fromCharCode(65 + index).repeat(size);
          const connection = index % 2 === 0 ? one : two;
          wanted[index % 2 === 0 ? 'one' : 'two'] += text;
          rate.send(connection, Buffer.from(text), (slice) => {
            connection.got += slice.toString();
          });
        }
        const total = chunks.reduce((sum, size) => sum + size, 0);
        const wholeMs = (total * 8000) / bitsPerSecond;
        vi.advanceTimersByTime(Math.ceil(wholeMs / 2));
        // what is through can be a slice and a timer's tick behind
        expect(Math.abs(rate.bytes - total / 2)).toBeLessThanOrEqual(8192 + bitsPerSecond / 2000);
        vi.advanceTimersByTime(Math.ceil(wholeMs / 2) + 3);
        expect([one.got === wanted.one, two.got === wanted.two]).toEqual([true, true]);
      }),
      { numRuns: 50 },
    );
  });

  it('is shared between connections in turn', () => {
    const rate = new FaultRate();
    rate.setRate(8_000_000);
    const got = new Map<object, number>();
    const connections = [{}, {}, {}];
    for (const connection of connections) {
      rate.send(connection, Buffer.alloc(100_000), ({ length }) => {
        got.set(connection, (got.get(connection) ?? 0) + length);
      });
    }
    vi.advanceTimersByTime(150);
    for (const connection of connections) expect(Math.abs((got.get(connection) ?? 0) - 50_000)).toBeLessThan(8193);
  });

  it('does not carry what a closed connection left', () => {
    const rate = new FaultRate();
    rate.setRate(8000);
    const got: string[] = [];
    const [gone, here] = [{}, {}];
    rate.send(gone, Buffer.alloc(50_000), () => got.push('gone'));
    rate.send(here, Buffer.alloc(1000), () => got.push('here'));
    rate.drop(gone);
    vi.advanceTimersByTime(9_300);
    expect(got).toEqual(['here']);
  });
});

it('draws latencies with the median and the ninth decile that were asked for', () => {
  const next = random(3);
  const drawn = Array.from({ length: 20_000 }, () => drawLatencyMs({ p50Ms: 200, p90Ms: 350 }, next)).sort(
    (a, b) => a - b,
  );
  expect(drawn[10_000]).toBeCloseTo(200, -1);
  expect(Math.abs((drawn[18_000] ?? 0) - 350)).toBeLessThan(10);
});
