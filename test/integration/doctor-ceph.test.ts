import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cephMissing, startCeph, type CephFixture } from '../servers/ceph.js';
import { testKeys } from '../servers/s3/s3-keys.js';
import { examine } from './support/doctor-bench.js';

describe.skipIf(cephMissing !== null)(`the doctor on Ceph ${cephMissing ?? ''}`, () => {
  let ceph: CephFixture;
  beforeAll(async () => {
    const started = await startCeph();
    if (started === null) throw new Error('Expected Ceph to start');
    ceph = started;
  });
  afterAll(() => ceph.stop());

  it.each(['ceph', 'generic'] as const)('finds nothing wrong (%s)', async (provider) => {
    await ceph.createBucket(`open-${provider}`, { publicAccess: 'list' });
    const { report } = await examine({ ...ceph, bucket: `open-${provider}` }, { config: { provider } });
    expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
  });

  it('makes a bucket that everybody may read, with CORS', async () => {
    const { report, check } = await examine({ ...ceph, bucket: 'made-by-the-doctor' }, { create: true });
    expect(check('bucket')).toMatchObject({ status: 'pass', isFixed: true });
    expect(report.checks.filter(({ status }) => status !== 'pass').map(({ id }) => id)).toEqual(['public-missing']);
  });

  it('opens a private bucket, and adds CORS', async () => {
    await ceph.createBucket('shut', { publicAccess: 'none', cors: false });
    const access = { ...ceph, bucket: 'shut' };
    expect((await examine(access)).check('public-read')).toMatchObject({ status: 'fail', isFixable: true });
    const { check } = await examine(access, { fix: true });
    expect(check('public-read')).toMatchObject({ status: 'pass', isFixed: true });
    expect(check('cors')).toMatchObject({ status: 'pass', isFixed: true });
  });

  it.each([
    ['a wrong secret', { secretAccessKey: 'wrong-secret-000000000000' }, 'credentials'],
    ['an unknown key', { accessKeyId: 'HEADWATERNOBODY00001' }, 'credentials'],
    ['no such bucket', { bucket: 'not-there' }, 'bucket'],
    ['an endpoint that is no S3', { endpoint: 'http://127.0.0.1:1' }, 'reach'],
    ['a stranger', testKeys.stranger, 'put'],
  ] as const)('names %s', async (_what, change, id) => {
    const { report } = await examine({ ...ceph, ...change });
    expect(report.checks.filter(({ status }) => status === 'fail').map((failed) => failed.id)).toEqual([id]);
  });

  it('names a key that may only read', async () => {
    const { report, check } = await examine({ ...ceph, ...ceph.readOnly });
    expect(report.checks.filter(({ status }) => status === 'fail').map((failed) => failed.id)).toEqual(['put']);
    expect(check('put').detail).toMatch(/may not store/);
  });
});
