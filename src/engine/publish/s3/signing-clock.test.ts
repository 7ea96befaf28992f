import { afterEach, describe, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../clock.js';
import { s3Error, stored, webPage, type Received, type Reply } from './testing/answering-server.js';
import { bucket, closeAll, failure } from './testing/bucket.js';

const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=1' };
const body = Buffer.from('segment');
afterEach(closeAll);

describe('the clock', () => {
  const hours = 5 * 3_600_000;
  const wrong: Clock = { ...systemClock, now: () => Date.now() + hours };
  const signedAt = ({ headers: { 'x-amz-date': stamp } }: Received): number =>
    Date.parse(String(stamp).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  /** Refuses what is signed more than 15 minutes off, as S3 does. */
  const strict = (request: Received): Reply => {
    if (Math.abs(signedAt(request) - Date.now()) < 900_000) return stored;
    return request.method === 'HEAD' ? { status: 403 } : s3Error(403, 'RequestTimeTooSkewed');
  };

  test('is corrected by the answer that refuses it: the next attempt is signed right', async () => {
    const { client } = await bucket(strict, { clock: wrong });
    const error = await failure(client.put('b/1', body, headers));
    expect([error.code, error.retryable]).toEqual(['publish.clock-skew', true]);
    await client.put('b/1', body, headers);
    expect(Math.abs(client.clockOffsetMs + hours)).toBeLessThan(60_000);
  });

  test('is found out by a HEAD, too, which has no words', async () => {
    const { client } = await bucket(strict, { clock: wrong });
    expect((await failure(client.head('b/1'))).code).toBe('publish.clock-skew');
    expect(await client.head('b/1')).toMatchObject({ etag: expect.any(String) as unknown });
  });

  test('is followed when it is set right', async () => {
    let offMs = hours;
    const { client } = await bucket(strict, { clock: { ...systemClock, now: () => Date.now() + offMs } });
    await failure(client.put('b/1', body, headers));
    offMs = 0;
    await failure(client.put('b/1', body, headers));
    await client.put('b/1', body, headers);
    expect(client.clockOffsetMs).toBe(0);
  });

  test.each([
    ['a login page', webPage(200, { date: 'Mon, 01 Jan 2001 00:00:00 GMT' })],
    ['a cache', { status: 200, headers: { etag: '"1"', age: '7', date: 'Mon, 01 Jan 2001 00:00:00 GMT' } }],
  ] as [string, Reply][])('is not learned from %s', async (_, reply) => {
    const { client } = await bucket(() => reply);
    await client.put('b/1', body, headers).catch(() => undefined);
    expect(client.clockOffsetMs).toBe(0);
  });
});
