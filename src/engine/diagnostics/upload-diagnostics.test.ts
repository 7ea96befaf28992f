import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DiagnosticsUpload } from '../../shared/diagnostics.js';
import { bucketCredentialsSchema, type ProviderId } from '../../shared/destinations.js';
import { resolveTarget } from '../publish/s3/resolve-target.js';
import { s3Error, startAnsweringServer, type AnsweringServer } from '../publish/s3/testing/answering-server.js';
import type { Received, Reply } from '../publish/s3/testing/answering-server.js';
import { clientFor } from '../publish/s3/testing/client-for.js';
import { uploadDiagnostics } from './upload-diagnostics.js';

const credentials = bucketCredentialsSchema.parse({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: null });
const stored: Reply = { status: 200, headers: { etag: '"1"' } };
let folder = '';
let server: AnsweringServer;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-upload-'));
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function upload(reply: (request: Received) => Reply, provider: ProviderId = 'generic', pauses: number[] = []) {
  server = await startAnsweringServer(reply);
  const file = join(folder, 'd.zip');
  writeFileSync(file, 'zip');
  const place = { name: 'Help', provider, region: 'us-east-1', bucket: 'show', prefix: 'p', pathStyle: true };
  const target = resolveTarget({ ...place, endpoint: server.endpoint, publicUrl: null }, credentials);
  const client = clientFor(server.endpoint, place);
  const clock = {
    after: (delayMs: number, done: () => void) => {
      pauses.push(delayMs);
      queueMicrotask(done);
      return () => undefined;
    },
  };
  try {
    const result: DiagnosticsUpload = await uploadDiagnostics({
      file,
      target,
      client,
      clock,
      signal: new AbortController().signal,
    });
    return result;
  } finally {
    client.close();
  }
}

const isZip = ({ path }: Received): boolean => path.endsWith('/d.zip');

it.each<ProviderId>(['generic', 'spaces', 'wasabi'])('is not made public, at %s either', async (provider) => {
  const result = await upload(({ method }) => (method === 'PUT' ? stored : { status: 403 }), provider);
  expect(result).toMatchObject({ status: 'done', key: 'p/diagnostics/d.zip', isPublic: false });
  const [put, head] = server.received.filter(isZip);
  expect(put?.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/zip' });
  expect(put?.headers['x-amz-acl']).toBeUndefined();
  expect([head?.method, head?.headers.authorization]).toEqual(['HEAD', undefined]);
});

it.each([404, 500])('an anonymous %i keeps it there', async (status) => {
  const result = await upload(({ method }) => (method === 'HEAD' ? { status } : stored));
  expect(result).toMatchObject({ status: 'done', isPublic: status === 404 ? false : null });
});

it('is not sent to where everybody can read a harmless file, which goes again', async () => {
  const result = await upload(({ method }) => (method === 'HEAD' ? { status: 200 } : stored));
  expect(result).toEqual({
    status: 'failed',
    reason: { code: 'diagnostics.public', details: { name: 'Help', left: null } },
  });
  expect(server.received.filter(isZip)).toEqual([]);
  const [put] = server.received;
  expect(put?.path).toMatch(/\/p\/diagnostics\/private-or-not-[0-9a-f]{16}\.txt$/);
  expect(put?.headers['x-amz-acl']).toBeUndefined();
  const last = server.received.at(-1);
  expect(last?.method === 'DELETE' || last?.query.has('delete') === true).toBe(true);
});

it.each([true, false])(
  'goes again where it can be read although the first could not; deleted: %s',
  async (isDeletable) => {
    const result = await upload((request) => {
      const { method } = request;
      if (method === 'HEAD') return { status: isZip(request) ? 200 : 403 };
      return method === 'PUT' || isDeletable ? stored : s3Error(403, 'AccessDenied');
    });
    const left = isDeletable ? null : 'p/diagnostics/d.zip';
    expect(result).toEqual({
      status: 'failed',
      reason: { code: 'diagnostics.public', details: { name: 'Help', left } },
    });
  },
);

it('tries again what may well go through, and says what does not', async () => {
  let puts = 0;
  const pauses: number[] = [];
  const busyTwice = (request: Received): Reply => {
    if (request.method === 'HEAD') return { status: 403 };
    if (request.method !== 'PUT' || !isZip(request)) return stored;
    puts += 1;
    return puts < 3 ? s3Error(503, 'SlowDown') : stored;
  };
  expect(await upload(busyTwice, 'generic', pauses)).toMatchObject({ status: 'done' });
  expect(pauses).toHaveLength(2);
  await server.stop();
  expect(await upload(() => s3Error(403, 'AccessDenied'))).toMatchObject({
    status: 'failed',
    reason: { code: 'publish.forbidden', details: { name: 'Help' } },
  });
  expect(server.received).toHaveLength(1);
});
