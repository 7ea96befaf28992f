import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/engine/clock.js';
import type { ChannelLease } from '../../src/engine/publish/lease/channel-lease.js';
import { createChannelLease } from '../../src/engine/publish/lease/create-channel-lease.js';
import type { LeaseTiming } from '../../src/engine/publish/lease/lease-timing.js';
import { AppError } from '../../src/shared/errors.js';
import type { BucketClient } from '../../src/engine/publish/s3/bucket-client.js';
import { appErrorOf, bucketClient } from './support/bucket-client.js';
import { eventually } from './support/eventually.js';
import { silent } from './support/silent-logger.js';
import { s3Subjects, type S3Subject } from './support/s3-conformance.js';

/** The real times, forty times as fast. */
const quick: LeaseTiming = { renewEveryMs: 125, validForMs: 500, silenceMs: 600, settleMs: 100, pollMs: 30 };
/** Ten times slower: who asks after the other one looked must not have been on the way all that time. */
const calm: LeaseTiming = { renewEveryMs: 1_250, validForMs: 5_000, silenceMs: 6_000, settleMs: 1_000, pollMs: 300 };
const headers = { contentType: 'application/json', cacheControl: 'no-store' };

/** A server that does not look at conditions. */
function unconditional(client: BucketClient): BucketClient {
  return {
    ...client,
    get clockOffsetMs() {
      return client.clockOffsetMs;
    },
    get usage() {
      return client.usage;
    },
    put: (key, body, stored) => client.put(key, body, stored),
  };
}

/** As the keeper of a lease does: Ceph answers with 500 now and then when two write one object at the same moment. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'publish.server-error') throw error;
    }
  }
}

describe.each(s3Subjects)('the lease of a channel at $name $missing', ({ missing, start }) => {
  let subject: S3Subject;
  const clients: BucketClient[] = [];

  beforeAll(async () => {
    if (missing === null) subject = await start();
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    if (missing === null) await subject.stop();
  });

  const connect = (): BucketClient => {
    const client = bucketClient(subject, subject.bucket, { provider: 'generic' });
    clients.push(client);
    return client;
  };
  const studio = (name: string, key: string, client = connect(), timing = quick): ChannelLease =>
    createChannelLease({
      client,
      key,
      studio: () => name,
      studioId: name,
      conditional: true,
      clock: systemClock,
      logger: silent,
      timing,
    });

  describe.each([
    ['with conditions', (client: BucketClient) => client],
    ['without conditions', unconditional],
  ])('%s', (how, change) => {
    const keyOf = (name: string) => `my shows/${how}/${name}/lease.json`;

    it.skipIf(missing !== null)('goes to one studio, which keeps it, and to the next when it is given up', async () => {
      const key = keyOf('one');
      const desk = studio('Desk', key, change(connect()));
      const laptop = studio('Laptop', key, change(connect()));
      expect(await desk.acquire({ takeOver: false })).toEqual({ status: 'ours' });
      expect(await laptop.acquire({ takeOver: false })).toMatchObject({ status: 'taken', holder: { studio: 'Desk' } });
      expect(await desk.renew()).toEqual({ status: 'ours' });
      expect(laptop.mayWrite).toBe(false);
      await desk.release();
      expect(desk.mayWrite).toBe(false);
      expect(await laptop.acquire({ takeOver: false })).toEqual({ status: 'ours' });
      expect((await appErrorOf(desk.renew())).code).toBe('publish.lease-lost');
    });

    it.skipIf(missing !== null)('goes to one of two who ask at once', async () => {
      const key = keyOf('race');
      const both = ['Desk', 'Laptop'].map((name) => studio(name, key, change(connect()), calm));
      const answers = await Promise.all(
        both.map(async (lease) => {
          const { status } = await lease.acquire({ takeOver: false });
          return { status, writers: both.filter(({ mayWrite }) => mayWrite).length };
        }),
      );
      expect(answers.map(({ status }) => status)).toContain('ours');
      for (const { writers } of answers) expect(writers).toBeLessThanOrEqual(1);
    });

    it.skipIf(missing !== null)('is taken over once the old holder has stopped', async () => {
      const key = keyOf('take-over');
      const [old, taker] = [studio('Desk', key, change(connect())), studio('Laptop', key, change(connect()))];
      await old.acquire({ takeOver: false });
      // its keeper asks until it is ours: against one that renews without a pause a round of races may be lost
      const taken = eventually('the lease to be taken over', async () => {
        const { status } = await again(() => taker.acquire({ takeOver: true }));
        return status === 'ours' ? status : null;
      });
      const answer = await eventually('the old holder to notice', async () => {
        const renewed = await again(() => old.renew());
        return renewed.status === 'taken' ? renewed : null;
      });
      expect(answer.holder.studio).toBe('Laptop');
      expect(old.mayWrite).toBe(false);
      await old.release();
      expect(await taken).toBe('ours');
    });

    it.skipIf(missing !== null)('is taken from a studio that fell silent', async () => {
      const key = keyOf('silent');
      await studio('Desk', key, change(connect())).acquire({ takeOver: false });
      const laptop = studio('Laptop', key, change(connect()));
      expect((await laptop.acquire({ takeOver: false })).status).toBe('taken');
      await eventually('the lease to be left behind', async () => {
        const answer = await laptop.acquire({ takeOver: false });
        return answer.status === 'ours' ? answer : null;
      });
    });

    it.skipIf(missing !== null)('takes no notice of a file that is no lease', async () => {
      const key = keyOf('broken');
      const client = connect();
      await client.put(key, Buffer.from('<html>Log in</html>'), headers);
      const lease = studio('Desk', key, change(client));
      expect(await lease.acquire({ takeOver: false })).toEqual({ status: 'ours' });
      expect(await lease.renew()).toEqual({ status: 'ours' });
    });
  });

  it.skipIf(missing !== null)('goes on at once in the next run of the same studio', async () => {
    const key = 'again/lease.json';
    // a wait would show as a test that hangs
    const timing = { ...quick, silenceMs: 3_600_000, validForMs: 3_000_000 };
    await studio('Desk', key, connect(), calm).acquire({ takeOver: false });
    const settled = studio('Desk', key, connect(), timing);
    expect(await settled.acquire({ takeOver: false })).toEqual({ status: 'ours' });
    expect(settled.mayWrite).toBe(true);
  });

  it.skipIf(missing !== null)('leaves nothing in the bucket but its two files, which no cache keeps', async () => {
    const key = 'tidy/lease.json';
    const client = connect();
    const lease = studio('Desk', key, client);
    await lease.acquire({ takeOver: false });
    await lease.release();
    const keys: string[] = [];
    for await (const page of client.list('tidy/')) keys.push(...page.map((object) => object.key));
    expect(keys).toEqual(['tidy/lease-released.json', 'tidy/lease.json']);
    for (const name of keys) expect((await client.head(name))?.cacheControl).toBe('no-store');
  });
});
