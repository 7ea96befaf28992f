import { afterEach, describe, expect, it } from 'vitest';
import type { ProviderId } from '../../src/shared/destinations.js';
import type { DoctorCheckId } from '../../src/shared/doctor.js';
import { startQuirkProxy, type QuirkProxyOptions } from '../servers/quirk-proxy.js';
import { startS3Server } from '../servers/s3-server.js';
import { examine, type Examination } from './support/doctor-bench.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The doctor's view of a healthy bucket at a provider that misbehaves. */
async function at(quirk: QuirkProxyOptions['quirk'], provider: ProviderId, fix = false): Promise<Examination> {
  // these sign for the region "auto"
  const region = provider === 'gcs' || provider === 'r2' ? 'auto' : 'us-east-1';
  const s3 = await startS3Server({ publicAccess: 'list', region });
  stops.push(() => s3.stop());
  const proxy = await startQuirkProxy({ target: s3.endpoint, targetRegion: region, quirk });
  stops.push(() => proxy.stop());
  const { endpoint } = proxy;
  const config = { provider, pathStyle: true, publicUrl: `${endpoint}/${s3.bucket}` };
  const seen = await examine({ ...s3, endpoint }, { config, fix });
  expect(s3.objects().size).toBe(0);
  return seen;
}

const troubles = ({ report }: Examination): Record<string, string> =>
  Object.fromEntries(
    report.checks.filter(({ status }) => status === 'warn' || status === 'fail').map(({ id, status }) => [id, status]),
  );

type Row = readonly [
  quirk: QuirkProxyOptions['quirk'],
  id: DoctorCheckId,
  status: 'warn' | 'fail',
  detail: RegExp,
  mend: RegExp,
];
const rows: readonly Row[] = [
  ['needs-acl', 'public-read', 'fail', /lets everybody read, and the server still refuses/, /--profile spaces/],
  ['one-write-per-second', 'overwrite-rate', 'warn', /one write a second/, /choose it instead of "generic"/],
  ['missing-is-403', 'public-missing', 'warn', /403 \(forbidden\) instead of 404/, /ListBucket/],
  ['no-multi-delete', 'delete', 'warn', /does not delete many files with one request/, /Nothing must be done/],
  ['wrong-clock', 'clock', 'warn', /clock is 3\.0 h behind/, /set date and time/],
  ['wrong-region', 'bucket', 'fail', /in the region "eu-north-7"/, /--region eu-north-7/],
  ['wrong-region-301', 'bucket', 'fail', /in the region "eu-north-7"/, /--region eu-north-7/],
  ['no-cors', 'cors', 'fail', /no Access-Control-Allow-Origin/, /s3cmd setcors cors\.xml/],
  ['default-max-age-3600', 'public-cache', 'warn', /1 h|60 min \(3600 s\)/, /Nothing for Headwater/],
  ['drops-cache-control', 'public-cache', 'warn', /does not arrive/, /respect origin Cache-Control/],
  ['no-conditional-put', 'conditional-put', 'warn', /refuses writes that depend/, /looking twice/],
  ['ignores-conditional-put', 'conditional-put', 'warn', /ignores the condition/, /looking twice/],
  ['html-as-download', 'public-html', 'fail', /saved instead of opened/, /domain of your own/],
  ['slow-list', 'list', 'warn', /took 3\.\d s/, /Nothing for going live/],
  ['captive-portal', 'reach', 'fail', /no S3 server/, /sign in there first/],
];

describe('the doctor on the generic profile names', () => {
  it.each(rows)('%s', async (quirk, id, status, detail, mend) => {
    const seen = await at(quirk, 'generic');
    const also = quirk === 'drops-cache-control' ? { 'read-back': 'warn' } : {};
    expect(troubles(seen)).toEqual({ [id]: status, ...also });
    expect(seen.check(id).detail).toMatch(detail);
    expect(seen.check(id).mend.join('\n')).toMatch(mend);
    // a bucket in another region is there: another one would not help
    expect(seen.report.checks.filter(({ isCreatable }) => isCreatable)).toEqual([]);
  });

  it.each(['refuses-acl', 'refuses-crc32', 'multi-delete-wants-md5'] as const)(
    '%s not at all: it asks for none of that',
    async (quirk) => {
      expect(troubles(await at(quirk, 'generic'))).toEqual({});
    },
  );

  it('what --fix could not mend', async () => {
    const seen = await at('no-cors', 'generic', true);
    expect(seen.check('cors')).toMatchObject({ status: 'fail', isFixable: false, isFixed: false });
  });
});

describe('the doctor on a profile', () => {
  it.each([
    ['needs-acl', 'spaces'],
    ['one-write-per-second', 'gcs'],
    ['refuses-crc32', 'r2'],
    ['no-multi-delete', 'gcs'],
  ] as const)('that knows %s has nothing to say (%s)', async (quirk, provider) => {
    const { 'public-missing': _missing, ...others } = troubles(await at(quirk, provider));
    expect(others).toEqual({});
  });

  it('that is the wrong one says which', async () => {
    const seen = await at('refuses-acl', 'spaces');
    expect(seen.check('put')).toMatchObject({ status: 'fail', detail: expect.stringContaining('access lists (ACL)') });
    expect(seen.check('put').mend.join(' ')).toContain('--profile');
  });
});
