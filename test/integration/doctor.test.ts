import { afterEach, describe, expect, it } from 'vitest';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { BucketClient } from '../../src/engine/publish/s3/bucket-client.js';
import { doctorReportSchema } from '../../src/shared/doctor.js';
import { AppError } from '../../src/shared/errors.js';
import { createS3Client } from '../servers/s3-client.js';
import { startFaultProxy } from '../servers/fault-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { testKeys } from '../servers/s3/s3-keys.js';
import { examine } from './support/doctor-bench.js';
import { DoctorServers } from './support/doctor-servers.js';

const servers = new DoctorServers();
afterEach(() => servers.stop());

async function store(s3: S3Fixture, keys: readonly string[]): Promise<void> {
  const client = createS3Client(s3);
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: s3.bucket, Key, Body: 'theirs' }));
  client.destroy();
}

describe('a bucket as it should be', () => {
  it('passes, grows line by line, and is left as it was', async () => {
    const s3 = await servers.s3({ publicAccess: 'list' });
    const counts: number[] = [];
    const { report, text } = await examine(s3, {
      onReport: (grown) => counts.push(doctorReportSchema.parse(grown).checks.length),
    });
    expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(report).toMatchObject({
      status: 'pass',
      upload: { carries: expect.stringMatching(/^your uplink carries: /) },
    });
    expect([...new Set(counts)]).toEqual(Array.from({ length: report.checks.length + 1 }, (_, index) => index));
    expect(text).toContain('"Test" is ready to go live.');
    expect(s3.objects().size).toBe(0);
    const written = s3.requests.filter(({ method, key }) => key !== '' && ['PUT', 'DELETE'].includes(method));
    expect(written.length).toBeGreaterThan(20);
    for (const { key } of written) expect(key).toMatch(/^my shows\/\.headwater-doctor-[0-9a-f]{12}\//);
  });

  it('says what a missing file is answered without the right to list, and the document for it', async () => {
    const { report, check } = await examine(await servers.s3());
    expect(report.status).toBe('warn');
    expect(check('public-missing')).toMatchObject({ status: 'warn', detail: expect.stringContaining('403') });
    expect(check('public-missing').document).toContain('s3:ListBucket');
    expect(report.checks.filter(({ status }) => !['pass', 'warn'].includes(status))).toEqual([]);
  });
});

describe('what is wrong with the way in', () => {
  it.each([
    ['a wrong secret', { secretAccessKey: 'wrong-secret-000000000000' }, 'credentials', /does not fit/, /once more/],
    ['an unknown key', { accessKeyId: 'HEADWATERNOBODY00001' }, 'credentials', /does not know this/, /once more/],
    ['an expired key', testKeys.expired, 'credentials', /expired/, /new key/],
    ['no such bucket', { bucket: 'not-there' }, 'bucket', /no bucket named "not-there"/, /--create/],
    [
      'another region',
      { region: 'eu-west-3' },
      'bucket',
      /in the region "us-east-1", not in "eu-west-3"/,
      /--region us-east-1/,
    ],
    ['a key that may only read', testKeys.readOnly, 'put', /may not store/, /s3:PutObject/],
    ['a stranger', testKeys.stranger, 'put', /may not store/, /s3:PutObject/],
  ] as const)('%s', async (_what, change, id, detail, mend) => {
    const s3 = await servers.s3();
    const { report, check, text } = await examine({ ...s3, ...change });
    expect(report.status).toBe('fail');
    expect(report.checks.filter(({ status }) => status === 'fail').map((failed) => failed.id)).toEqual([id]);
    expect(check(id).detail).toMatch(detail);
    expect(check(id).mend.join('\n')).toMatch(mend);
    const isMissing = 'bucket' in change;
    expect(report.checks.filter(({ isCreatable }) => isCreatable).map((each) => each.id)).toEqual(
      isMissing ? [id] : [],
    );
    expect(check('rate').status).toBe('skipped');
    expect(check('delete')).toMatchObject({ status: 'skipped', mend: [] });
    expect(text).toContain('is not ready: one thing to mend');
    expect(text).not.toContain('wrong-secret-0');
    expect(s3.objects().size).toBe(0);
  });

  it('nobody there', async () => {
    const s3 = await startS3Server();
    await s3.stop();
    const { check } = await examine(s3);
    expect(check('reach')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('nothing answers on this port'),
    });
    expect(check('credentials').status).toBe('skipped');
  });

  it('no such name', async () => {
    const { check } = await examine({ ...(await servers.s3()), endpoint: 'http://s3.headwater.invalid' });
    expect(check('reach')).toMatchObject({ status: 'fail', detail: expect.stringContaining('no server of this name') });
  });

  it('a network that wants a login first', async () => {
    const portal = await servers.answering(200, { 'content-type': 'text/html' }, '<html>Welcome to our hotel</html>');
    const { check } = await examine({ ...(await servers.s3()), endpoint: portal });
    expect(check('reach')).toMatchObject({ status: 'fail', detail: expect.stringContaining('no S3 server') });
    expect(check('reach').mend.join(' ')).toContain('sign in');
  });

  it.each([3 * 3_600_000, -3 * 3_600_000])('a clock that is off by %i ms', async (offsetMs) => {
    const s3 = await servers.s3({ publicAccess: 'list' });
    s3.setClockOffset(offsetMs);
    const { report, check } = await examine(s3);
    expect(check('clock')).toMatchObject({ status: 'warn', detail: expect.stringMatching(/3\.0 h (behind|ahead of)/) });
    expect(check('clock').detail).toContain(offsetMs > 0 ? 'behind' : 'ahead');
    expect(report.checks.filter(({ status }) => status !== 'pass').map(({ id }) => id)).toEqual(['clock']);
  });
});

describe('whatever happens', () => {
  it('leaves nothing behind when it is stopped, wherever it was', async () => {
    for (const at of ['put', 'overwrite-rate', 'public-cache', 'cors'] as const) {
      const s3 = await servers.s3();
      const abort = new AbortController();
      const { report } = await examine(s3, {
        signal: abort.signal,
        onReport: ({ checks }) => {
          if (checks.some(({ id }) => id === at)) abort.abort();
        },
      });
      expect(report.status).toBe('warn');
      expect(report.checks.at(-1)).toMatchObject({ id: 'rate', status: 'skipped' });
      expect(s3.objects().size).toBe(0);
    }
  });

  it('leaves other files alone, in prefixes of every kind', async () => {
    for (const prefix of ['', 'übung/1 + 1 = 2%/日本', "it's (a) *star*?#&"]) {
      const s3 = await servers.s3({ publicAccess: 'list' });
      const folder = prefix === '' ? '' : `${prefix}/`;
      const others = ['index.html', '.headwater-doctor-000000000000/of-another-run.txt', `${folder}b/1/0.m4s`];
      await store(s3, others);
      const { report } = await examine(s3, { config: { prefix } });
      expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
      expect([...s3.objects().keys()].sort()).toEqual(others.sort());
    }
  });

  it('says what it could not remove', async () => {
    const s3 = await servers.s3();
    const { report, check, text } = await examine(s3, {
      wrap: (client) =>
        Object.create(client, {
          delete: { value: () => Promise.reject(new AppError('publish.forbidden', 'Expected the right to delete')) },
        }) as BucketClient,
    });
    expect(report.status).toBe('warn');
    expect(check('delete')).toMatchObject({ status: 'warn', detail: expect.stringContaining('could not be removed') });
    expect(check('delete').mend.at(-1)).toMatch(/^Delete the folder my shows\/\.headwater-doctor-[0-9a-f]{12}\/ in/);
    expect(text.match(/Deleting files/g)).toHaveLength(2);
  });

  it('ends soon when the line goes dead, and says what it could not remove', async () => {
    const s3 = await servers.s3();
    const proxy = await startFaultProxy({ target: s3.endpoint });
    servers.also(() => proxy.stop());
    let isDead: Promise<void> | null = null;
    const { report, check } = await examine(
      { ...s3, endpoint: proxy.endpoint },
      { onReport: ({ checks }) => void (checks.length > 5 ? (isDead ??= proxy.set({ offline: true })) : null) },
    );
    expect(report.checks.filter(({ status }) => status === 'fail')).toHaveLength(1);
    expect(check('rate')).toMatchObject({ status: 'skipped', detail: expect.stringContaining('was lost') });
    expect(check('delete').detail).toMatch(/\d+ test files could not be removed/);
  });

  it('measures no more than the line carries', async () => {
    const s3 = await servers.s3({ publicAccess: 'list' });
    const proxy = await startFaultProxy({ target: s3.endpoint });
    servers.also(() => proxy.stop());
    await proxy.set({ rate: { up: 4_000_000, down: null } });
    const { report } = await examine({ ...s3, endpoint: proxy.endpoint });
    const measured = report.upload?.bitsPerSecond ?? 0;
    expect(measured).toBeLessThan(4_000_000 * 1.02);
    expect(measured).toBeGreaterThan(400_000);
    expect(report.upload?.carries).toMatch(/^your uplink carries: .*\(\d\.\d of [0-4]\.\d Mbit\/s\)$/);
  });
});
