import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../servers/s3-client.js';
import { publicPolicy, readOnlyPolicy } from '../servers/s3/s3-world.js';
import {
  createTamperingClient,
  freshPrefix,
  outcomeOf,
  publicUrlOf,
  s3Subjects,
  type S3Subject,
} from './support/s3-conformance.js';

for (const { name, missing, start } of s3Subjects) {
  describe.skipIf(missing !== null)(`rights of ${name} ${missing ?? ''}`, () => {
    let subject: S3Subject;
    let client: S3Client;
    let Bucket = '';
    const body = Buffer.from('a segment, for all that S3 knows');
    const put = (Key: string, more: object = {}): Promise<unknown> =>
      client.send(new PutObjectCommand({ Bucket, Key, Body: body, ...more }));

    beforeAll(async () => {
      subject = await start();
      client = createS3Client(subject);
      Bucket = subject.bucket;
    });
    afterAll(async () => {
      client.destroy();
      await subject.stop();
    });

    it('says what is wrong with keys, clock, bucket and rights', async () => {
      const key = `${freshPrefix()}x`;
      await put(key);
      const attempt = async (access: object, options: object = {}, Name = Bucket): Promise<string> => {
        const other = createS3Client({ ...subject, ...access }, options);
        const outcome = await outcomeOf(other.send(new PutObjectCommand({ Bucket: Name, Key: key, Body: body })));
        other.destroy();
        return outcome;
      };
      expect(await attempt({ accessKeyId: 'NOBODYKNOWSTHISONE01' })).toBe('403 InvalidAccessKeyId');
      expect(await attempt({ secretAccessKey: 'wrong' })).toBe('403 SignatureDoesNotMatch');
      expect(await attempt({}, { clockOffsetMs: 3_600_000 })).toBe('403 RequestTimeTooSkewed');
      expect(await attempt({}, { clockOffsetMs: -3_600_000 })).toBe('403 RequestTimeTooSkewed');
      expect(await attempt({}, { clockOffsetMs: 300_000 })).toBe('200');
      expect(await attempt({}, {}, 'no-such-bucket-here')).toBe('404 NoSuchBucket');
      expect(await attempt(subject.readOnly)).toBe('403 AccessDenied');
      const reader = createS3Client(subject.readOnly);
      expect(await outcomeOf(reader.send(new GetObjectCommand({ Bucket, Key: key })))).toBe('200');
      expect(await outcomeOf(reader.send(new ListObjectsV2Command({ Bucket })))).toBe('200');
      expect(await outcomeOf(reader.send(new DeleteObjectCommand({ Bucket, Key: key })))).toBe('403 AccessDenied');
      reader.destroy();
      expect(await outcomeOf(client.send(new HeadBucketCommand({ Bucket: 'no-such-bucket-here' })))).toMatch(/^404/);
    });

    it('notices what was changed on the way', async () => {
      const attempt = async (change: (headers: Record<string, string>) => void): Promise<string> => {
        const tampering = createTamperingClient(subject, change);
        const Key = `${freshPrefix()}x`;
        const outcome = await outcomeOf(
          tampering.send(new PutObjectCommand({ Bucket, Key, Body: body, ContentType: 'a/b' })),
        );
        tampering.destroy();
        return outcome;
      };
      const other = createHash('sha256').update('other').digest('hex');
      expect(await attempt(() => undefined)).toBe('200');
      expect(await attempt((headers) => Object.assign(headers, { 'content-type': 'c/d' }))).toMatch(/^403/);
      expect(await attempt((headers) => Object.assign(headers, { 'x-amz-content-sha256': other }))).toMatch(/^40[03]/);
    });

    it('lets anybody read what the policy opens, and nothing else', async () => {
      const key = `${freshPrefix()}x`;
      await put(key);
      const status = (url: string, method = 'GET'): Promise<number> =>
        fetch(url, { method, ...(method === 'PUT' ? { body } : {}) }).then((answer) => answer.status);
      expect(await status(publicUrlOf(subject, key))).toBe(200);
      expect(await status(publicUrlOf(subject, key), 'HEAD')).toBe(200);
      expect(await status(publicUrlOf(subject, `${key}-missing`))).toBe(403);
      expect(await status(`${subject.publicUrl}/`)).toBe(403);
      expect(await status(publicUrlOf(subject, key), 'PUT')).toBe(403);
      expect(await status(publicUrlOf(subject, key), 'DELETE')).toBe(403);
      const missing = await fetch(publicUrlOf(subject, `${key}-missing`));
      expect(await missing.text()).toContain('<Code>AccessDenied</Code>');
    });

    it('lets another account do what the policy names, and nothing else', async () => {
      const Name = `shared-${freshPrefix().slice(2, 8)}`;
      await client.send(new CreateBucketCommand({ Bucket: Name }));
      await client.send(new PutObjectCommand({ Bucket: Name, Key: 'x', Body: body }));
      const stranger = createS3Client(subject.stranger);
      const read = (): Promise<string> => outcomeOf(stranger.send(new GetObjectCommand({ Bucket: Name, Key: 'x' })));
      const write = (): Promise<string> =>
        outcomeOf(stranger.send(new PutObjectCommand({ Bucket: Name, Key: 'x', Body: body })));
      expect([await read(), await write()]).toEqual(['403 AccessDenied', '403 AccessDenied']);
      const Policy = readOnlyPolicy(Name, 'stranger');
      await client.send(new PutBucketPolicyCommand({ Bucket: Name, Policy }));
      expect([await read(), await write()]).toEqual(['200', '403 AccessDenied']);
      expect(await outcomeOf(stranger.send(new ListObjectsV2Command({ Bucket: Name })))).toBe('200');
      expect((await fetch(`${subject.endpoint}/${Name}/x`)).status).toBe(403);
      expect(await outcomeOf(stranger.send(new CreateBucketCommand({ Bucket: Name })))).toBe('409 BucketAlreadyExists');
      stranger.destroy();
    });

    it('takes a policy, a CORS document and a bucket', async () => {
      const Name = `made-${freshPrefix().slice(2, 8)}`;
      const url = publicUrlOf({ ...subject, publicUrl: `${subject.endpoint}/${Name}` }, 'x');
      expect(await outcomeOf(client.send(new CreateBucketCommand({ Bucket: Name })))).toBe('200');
      expect(await outcomeOf(client.send(new CreateBucketCommand({ Bucket: Name })))).toMatch(
        /^(200|409 BucketAlready)/,
      );
      await client.send(new PutObjectCommand({ Bucket: Name, Key: 'x', Body: body }));
      expect((await fetch(url)).status).toBe(403);
      const read = (): Promise<string> => outcomeOf(client.send(new GetBucketPolicyCommand({ Bucket: Name })));
      expect(await read()).toBe('404 NoSuchBucketPolicy');
      const policy = (Policy: string): Promise<string> =>
        outcomeOf(client.send(new PutBucketPolicyCommand({ Bucket: Name, Policy })));
      expect(await policy('{')).toMatch(/^400/);
      expect(await policy(publicPolicy(Name, 'list'))).toMatch(/^20[04]$/);
      expect(await read()).toBe('200');
      expect((await fetch(url)).status).toBe(200);
      expect((await fetch(`${url}-missing`)).status).toBe(404);
      await client.send(new DeleteBucketPolicyCommand({ Bucket: Name }));
      expect((await fetch(url)).status).toBe(403);

      const cors = (): Promise<string> => outcomeOf(client.send(new GetBucketCorsCommand({ Bucket: Name })));
      expect(await cors()).toBe('404 NoSuchCORSConfiguration');
      const rule = { AllowedOrigins: ['https://a.example'], AllowedMethods: ['GET'], AllowedHeaders: ['range'] };
      await client.send(new PutBucketCorsCommand({ Bucket: Name, CORSConfiguration: { CORSRules: [rule] } }));
      expect((await client.send(new GetBucketCorsCommand({ Bucket: Name }))).CORSRules).toEqual([rule]);
      const origin = (name: string): Promise<string | null> =>
        fetch(url, { headers: { origin: name } }).then((answer) => answer.headers.get('access-control-allow-origin'));
      expect(await origin('https://a.example')).toBe('https://a.example');
      expect(await origin('https://b.example')).toBe(null);
    });

    it('answers browsers of any origin', async () => {
      const key = `${freshPrefix()}x`;
      await put(key);
      const url = publicUrlOf(subject, key);
      const origin = 'https://viewer.example';
      // AWS answers a rule for everybody with a star, Ceph with the name
      const anyOrigin = /^(\*|https:\/\/viewer\.example)$/;
      const preflight = (method: string): Promise<Response> =>
        fetch(url, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'range' },
        });
      const allowed = await preflight('GET');
      expect(allowed.status).toBe(200);
      expect(allowed.headers.get('access-control-allow-origin')).toMatch(anyOrigin);
      expect(allowed.headers.get('access-control-allow-methods')).toContain('GET');
      expect(allowed.headers.get('access-control-allow-headers')).toContain('range');
      expect((await preflight('PUT')).status).toBe(403);
      for (const [path, status] of [
        [url, 200],
        [`${url}-missing`, 403],
      ] as const) {
        const answer = await fetch(path, { headers: { origin } });
        expect(answer.status).toBe(status);
        expect(answer.headers.get('access-control-allow-origin')).toMatch(anyOrigin);
      }
      const exposed = (await fetch(url, { headers: { origin } })).headers.get('access-control-expose-headers');
      expect(exposed).toContain('Content-Range');
      expect((await fetch(url)).headers.get('access-control-allow-origin')).toBe(null);
    });
  });
}
