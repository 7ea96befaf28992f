import { afterEach, describe, expect, test } from 'vitest';
import type { ProviderId } from '../../../shared/destinations.js';
import { providerProfile } from '../profiles/provider-profiles.js';
import { s3Error, stored, type Received, type Reply } from './testing/answering-server.js';
import { bucket, closeAll, failure, listed } from './testing/bucket.js';

afterEach(closeAll);

type Quirk = (request: Received) => Reply | null;

const has = ({ headers }: Received, name: RegExp): boolean => Object.keys(headers).some((header) => name.test(header));
const isBulkDelete = ({ method, query }: Received): boolean => method === 'POST' && query.has('delete');
const checksums = /^x-amz-(?:sdk-)?checksum-|^x-amz-trailer$/;

const refusesAcl =
  (status: number, code: string): Quirk =>
  (request) =>
    has(request, /^x-amz-acl$/) ? s3Error(status, code) : null;
const refusesChecksums =
  (status: number, code: string): Quirk =>
  (request) =>
    has(request, checksums)
      ? s3Error(status, code, "<Message>Unsupported header 'x-amz-checksum-crc32'</Message>")
      : null;
const wantsMd5: Quirk = (request) =>
  isBulkDelete(request) && request.headers['content-md5'] === undefined ? s3Error(400, 'MissingContentMD5') : null;
const noConditions: Quirk = (request) => (has(request, /^if-(?:none-)?match$/) ? s3Error(501, 'NotImplemented') : null);
const noBulkDelete: Quirk = (request) => (isBulkDelete(request) ? s3Error(501, 'NotImplemented') : null);
const wantsAcl: Quirk = (request) =>
  request.method === 'PUT' && request.headers['x-amz-acl'] !== 'public-read' ? s3Error(403, 'AccessDenied') : null;
const wantsChecksum: Quirk = (request) =>
  isBulkDelete(request) && !has(request, checksums) && !has(request, /^content-md5$/)
    ? s3Error(400, 'InvalidRequest', '<Message>Missing required header for this request: Content-MD5</Message>')
    : null;
const wantsRegion =
  (region: string): Quirk =>
  ({ headers }) =>
    headers.authorization?.includes(`/${region}/s3/`) === true
      ? null
      : s3Error(400, 'AuthorizationHeaderMalformed', `<Region>${region}</Region>`);

/** What each provider refuses. Sources: docs/providers.md. */
const quirks: Partial<Record<ProviderId, readonly Quirk[]>> = {
  aws: [refusesAcl(400, 'AccessControlListNotSupported'), wantsChecksum, wantsRegion('eu-west-1')],
  r2: [refusesAcl(501, 'NotImplemented'), refusesChecksums(501, 'NotImplemented'), wantsMd5, wantsRegion('auto')],
  b2: [refusesAcl(400, 'InvalidArgument'), refusesChecksums(400, 'InvalidArgument'), wantsMd5, noConditions],
  tigris: [refusesAcl(400, 'InvalidArgument'), wantsMd5, wantsRegion('auto')],
  minio: [refusesChecksums(400, 'InvalidArgument'), wantsMd5],
  spaces: [wantsAcl, refusesChecksums(400, 'InvalidArgument'), wantsMd5],
  gcs: [
    refusesAcl(400, 'InvalidArgument'),
    refusesChecksums(400, 'ExcessHeaderValues'),
    noBulkDelete,
    wantsRegion('auto'),
  ],
};

const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=1' };
const body = Buffer.from('segment');

function provider(id: ProviderId): (request: Received) => Reply {
  return (request) => {
    for (const quirk of quirks[id] ?? []) {
      const refusal = quirk(request);
      if (refusal !== null) return refusal;
    }
    if (request.method === 'PUT') return stored;
    if (request.method === 'DELETE') return { status: 204 };
    if (isBulkDelete(request)) return { status: 200, body: '<DeleteResult/>' };
    return { status: 200, body: '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>' };
  };
}

const emulated = Object.keys(quirks) as ProviderId[];

describe.each(emulated)('%s as it is', (id) => {
  test('takes what is sent with its profile', async () => {
    const { client } = await bucket(provider(id), { provider: id, region: 'eu-west-1' });
    await client.put('b/1', body, headers);
    if (providerProfile(id).conditionalPut) {
      await client.put('lease', body, headers, { condition: { ifNoneMatch: true } });
    }
    await client.delete(['b/1', 'b/2']);
    expect(await listed(client)).toEqual([]);
  });

  test('has this standing for it', () => {
    expect(providerProfile(id).info.standing).toBe('emulated');
  });
});

test('what is sent with another profile is refused, in words that say why', async () => {
  const refusalOf = async (id: ProviderId, profile: ProviderId): Promise<string> => {
    const { client } = await bucket(provider(id), { provider: profile, region: 'eu-west-1' });
    return (await failure(client.put('b/1', body, headers))).code;
  };
  expect(await refusalOf('b2', 'aws')).toBe('publish.unsupported');
  expect(await refusalOf('gcs', 'aws')).toBe('publish.unsupported');
  expect(await refusalOf('aws', 'spaces')).toBe('publish.unsupported');
  expect(await refusalOf('spaces', 'generic')).toBe('publish.forbidden');
  expect(await refusalOf('r2', 'ceph')).toBe('publish.wrong-region');
});
