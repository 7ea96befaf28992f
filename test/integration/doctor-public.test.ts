import {
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { createS3Client } from '../servers/s3-client.js';
import { startS3Server } from '../servers/s3-server.js';
import { examine } from './support/doctor-bench.js';
import { DoctorServers } from './support/doctor-servers.js';

const servers = new DoctorServers();
afterEach(() => servers.stop());

describe('what viewers would meet', () => {
  it('a private bucket, and --fix', async () => {
    const s3 = await servers.s3({ publicAccess: 'none' });
    const shut = await examine(s3);
    expect(shut.check('public-read')).toMatchObject({ status: 'fail', isFixable: true });
    expect(JSON.parse(shut.check('public-read').document ?? '')).toMatchObject({
      Statement: [{ Resource: ['arn:aws:s3:::headwater-test/my shows/*'] }],
    });
    expect(shut.check('cors').status).toBe('skipped');
    const mended = await examine(s3, { fix: true });
    expect(mended.check('public-read')).toMatchObject({ status: 'pass', isFixed: true });
    expect(mended.report.status).toBe('warn');
    expect((await examine(s3)).check('public-read')).toMatchObject({ status: 'pass', isFixed: false });
  });

  it.each([
    ['https://pub-0123456789abcdef.r2.dev', 'warn', /r2\.dev address: Cloudflare slows those down/, /Custom Domains/],
    ['http://watch.example.com', 'warn', /without encryption/, /Use an https address/],
    ['https://r2.dev.example.com', 'pass', /Everybody can read at r2\.dev\.example\.com/, null],
  ] as const)('an address that is no good for viewers, or is: %s', async (publicUrl, status, detail, mend) => {
    const s3 = await servers.s3({ publicAccess: 'list' });
    // in place of the name service: that address leads to this bucket
    const lead: typeof fetch = (url, init) =>
      fetch(typeof url === 'string' ? url.replace(publicUrl, s3.publicUrl) : url, init);
    const { report, check } = await examine(s3, { config: { publicUrl }, fetch: lead });
    expect(check('public-read')).toMatchObject({ status, detail: expect.stringMatching(detail) });
    expect(check('public-read').mend).toEqual(mend === null ? [] : [expect.stringMatching(mend)]);
    expect(report.status).toBe(status);
  });

  it('no CORS, and --fix', async () => {
    const s3 = await servers.s3({ publicAccess: 'list', cors: false });
    const shut = await examine(s3);
    expect(shut.check('cors')).toMatchObject({ status: 'fail', isFixable: true });
    expect(shut.check('cors').document).toContain('<AllowedMethod>GET</AllowedMethod>');
    const mended = await examine(s3, { fix: true });
    expect(mended.check('cors')).toMatchObject({ status: 'pass', isFixed: true });
    expect(mended.report.status).toBe('pass');
  });

  it('rules that others have made stay as they are', async () => {
    const s3 = await servers.s3({ publicAccess: 'none', cors: false });
    const { bucket: Bucket } = s3;
    const theirs = {
      Sid: 'Theirs',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${Bucket}/keep/*`,
    };
    const rule = { AllowedOrigins: ['https://theirs.example'], AllowedMethods: ['PUT'], AllowedHeaders: ['*'] };
    const client = createS3Client(s3);
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement: [theirs] }) }));
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
    const { check } = await examine(s3, { fix: true });
    expect([check('public-read').isFixed, check('cors').isFixed]).toEqual([true, true]);
    const { Policy = '' } = await client.send(new GetBucketPolicyCommand({ Bucket }));
    const { CORSRules = [] } = await client.send(new GetBucketCorsCommand({ Bucket }));
    client.destroy();
    expect(JSON.parse(Policy).Statement).toEqual([theirs, expect.objectContaining({ Sid: 'HeadwaterPublicRead' })]);
    expect(check('public-missing').document).toContain('"Theirs"');
    expect(CORSRules).toHaveLength(2);
    expect(CORSRules[0]).toMatchObject(rule);
  });

  it('a bucket that is made first', async () => {
    const s3 = await servers.s3({ bucket: null });
    const { report, check } = await examine({ ...s3, bucket: 'brand-new' }, { create: true });
    expect(check('bucket')).toMatchObject({ status: 'pass', isFixed: true });
    expect(check('bucket').detail).toContain('may be read by everybody and lets players');
    expect(report.checks.filter(({ status }) => !['pass', 'warn'].includes(status))).toEqual([]);
  });

  it('a public URL with other content', async () => {
    const elsewhere = await servers.answering(200, { 'content-type': 'text/html' }, 'parked');
    const s3 = await servers.s3();
    const { check } = await examine(s3, { config: { publicUrl: elsewhere } });
    expect(check('public-read')).toMatchObject({ status: 'fail', detail: expect.stringContaining('leads elsewhere') });
    expect(check('public-read').mend[0]).toContain(`set the public URL of this destination to that`);
  });

  it.each(['', '/headwater-test/my shows', '/headwater-test/headwater-test'])(
    'a public URL that is not the root: "%s"',
    async (path) => {
      const s3 = await servers.s3();
      const publicUrl = `${s3.endpoint}${encodeURI(path)}`;
      const { check } = await examine(s3, { config: { publicUrl } });
      expect(check('public-read')).toMatchObject({
        status: 'fail',
        detail: expect.stringContaining('leads elsewhere'),
      });
      expect(check('public-read').mend[0]).toContain(`The file is at ${s3.publicUrl}:`);
    },
  );

  it('a public URL where nothing answers', async () => {
    const gone = await startS3Server();
    await gone.stop();
    const { check } = await examine(await servers.s3(), { config: { publicUrl: gone.publicUrl } });
    expect(check('public-read').detail).toContain(`${new URL(gone.endpoint).host} cannot be reached`);
  });

  it('no public URL that anybody knows', async () => {
    const s3 = await servers.s3({ region: 'auto' });
    const { check } = await examine(s3, { config: { provider: 'r2' } });
    expect(check('public-read')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('no public URL is set'),
    });
    expect(check('public-read').mend.join(' ')).toContain('Custom Domains');
  });
});
