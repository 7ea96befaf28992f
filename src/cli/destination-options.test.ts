import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { destinationConfigSchema } from '../shared/destinations.js';
import type { Surroundings } from '../engine/host/data-dir.js';
import { bucketFromEnvironment, requirePublicUrl } from './bucket-from-environment.js';
import { UsageError } from './command.js';
import { parseDestination } from './destination-options.js';
import { parseCommand } from './parse-command.js';
import { providerOfEndpoint } from './provider-of-endpoint.js';

const bucket = (to: string, more: Parameters<typeof parseDestination>[0] = {}) => {
  const choice = parseDestination({ to, ...more }, 'live');
  if (choice?.kind !== 'bucket') throw new Error(`Expected a bucket, got ${JSON.stringify(choice)}`);
  return choice;
};

describe('parseDestination', () => {
  it('reads a name, this computer, and a bucket', () => {
    expect(parseDestination({}, 'live')).toBeNull();
    expect(parseDestination({ to: 'this-computer' }, 'live')).toEqual({ kind: 'this-computer' });
    expect(parseDestination({ to: ' My bucket ' }, 'live')).toEqual({ kind: 'saved', name: 'My bucket' });
    expect(bucket('s3://shows').config).toMatchObject({ bucket: 'shows', prefix: '', provider: 'aws', endpoint: null });
    expect(bucket('S3://shows/a b/ü/').config).toMatchObject({ name: 's3://shows/a b/ü', prefix: 'a b/ü' });
    expect(parseCommand(['demo', '--to', 's3://shows/tea', '--endpoint', 'http://127.0.0.1:9000/'])).toMatchObject({
      destination: {
        kind: 'bucket',
        config: { prefix: 'tea', provider: 'generic', endpoint: 'http://127.0.0.1:9000' },
      },
    });
  });

  it('takes --profile as a provider, else as an AWS profile', () => {
    expect(bucket('s3://shows', { profile: 'b2' })).toMatchObject({ config: { provider: 'b2' }, awsProfile: null });
    expect(bucket('s3://shows', { profile: 'work' })).toMatchObject({
      config: { provider: 'aws' },
      awsProfile: 'work',
    });
    const both = bucket('s3://shows', { profile: 'r2', 'aws-profile': 'aws' });
    expect(both).toMatchObject({ config: { provider: 'r2' }, awsProfile: 'aws' });
  });

  it.each([
    [{ to: '' }, /--to/],
    [{ to: 'https://shows.example' }, /--to/],
    [{ endpoint: 'https://s3.example' }, /--endpoint only/],
    [{ to: 'My bucket', region: 'eu-central-1' }, /--region only/],
    [{ to: 'this-computer', 'public-url': 'https://a.example' }, /--public-url only/],
    [{ to: 's3:shows' }, /name of a bucket/],
    [{ to: 's3://' }, /name of a bucket/],
    [{ to: 's3://AKIA:hush@shows/x' }, /name of a bucket/],
    [{ to: 's3://shows/a/../b' }, /prefix/],
    [{ to: 's3://shows/a//b' }, /prefix/],
    [{ to: 's3://shows', endpoint: 's3.example' }, /--endpoint/],
    [{ to: 's3://shows', endpoint: 'https://me:hush@s3.example' }, /--endpoint/],
    [{ to: 's3://shows', 'public-url': 'https://a.example/?key=hush' }, /--public-url/],
    [{ to: 's3://shows', region: 'EU!' }, /--region/],
    [{ to: 's3://shows', profile: '' }, /--profile/],
    [{ to: 's3://shows', profile: 'work', 'aws-profile': 'play' }, /--profile/],
  ])('refuses %j in words, without repeating it', (values, words) => {
    expect(() => parseDestination(values, 'live')).toThrow(words);
    expect(() => parseDestination(values, 'live')).not.toThrow(/hush/);
    expect(() => parseDestination(values, 'live')).toThrow(UsageError);
  });

  it('makes a valid configuration of any bucket, or a UsageError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (rest) => {
        try {
          const { config } = bucket(`s3://shows/${rest}`);
          expect(destinationConfigSchema.parse(config)).toEqual(config);
          expect(config.prefix).toBe(rest.replace(/^\/+|\/+$/g, ''));
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

it.each([
  ['https://abc.r2.cloudflarestorage.com', 'r2'],
  ['https://s3.us-west-004.backblazeb2.com', 'b2'],
  ['https://nyc3.digitaloceanspaces.com', 'spaces'],
  ['https://s3.eu-central-2.wasabisys.com', 'wasabi'],
  ['https://storage.googleapis.com', 'gcs'],
  ['https://fly.storage.tigris.dev', 'tigris'],
  ['https://t3.storage.dev', 'tigris'],
  ['https://s3.eu-west-1.amazonaws.com', 'aws'],
  ['https://r2.cloudflarestorage.com.evil.example', 'generic'],
  ['https://notbackblazeb2.com', 'generic'],
  ['http://127.0.0.1:7480', 'generic'],
  ['no url', 'generic'],
])('%s is %s', (endpoint, provider) => {
  expect(providerOfEndpoint(endpoint)).toBe(provider);
});

describe('bucketFromEnvironment', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'headwater-aws-'));
    const profile = (name: string, id: string) =>
      `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = hush-${id}\n`;
    writeFileSync(join(folder, 'credentials'), profile('default', 'one') + profile('work', 'two') + '[empty]\n');
    writeFileSync(join(folder, 'config'), '[profile work]\nregion = us-east-2\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const around = (env: Surroundings['env']): Surroundings => ({
    platform: process.platform,
    env,
    home: join(folder, 'nowhere'),
    cwd: folder,
  });
  const files = () => ({
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_CONFIG_FILE: join(folder, 'config'),
  });
  const envKeys = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'hush-env' };
  const here = bucket('s3://shows', { endpoint: 'http://127.0.0.1:9000' });
  const keyOf = async (env: Surroundings['env'], awsProfile: string | null = null) =>
    (await bucketFromEnvironment({ ...here, awsProfile }, around(env), 'live')).credentials.accessKeyId;

  it('finds the keys: a named profile, the environment, AWS_PROFILE, default', async () => {
    expect(await keyOf({ ...files(), ...envKeys }, 'work')).toBe('two');
    expect(await keyOf({ ...files(), ...envKeys, AWS_PROFILE: 'work' })).toBe('AKIAENV');
    expect(await keyOf({ ...files(), AWS_PROFILE: 'work' })).toBe('two');
    expect(await keyOf(files())).toBe('one');
  });

  it('keeps a session token and its end', async () => {
    const env = { ...envKeys, AWS_SESSION_TOKEN: 'token', AWS_CREDENTIAL_EXPIRATION: '2026-01-01T00:00:00Z' };
    const found = await bucketFromEnvironment(here, around(env), 'live');
    expect(found.credentials).toEqual({ accessKeyId: 'AKIAENV', secretAccessKey: 'hush-env', sessionToken: 'token' });
    expect(found.expiresAtMs).toBe(Date.UTC(2026, 0, 1));
  });

  it('takes the region of the environment where it is meant', async () => {
    const regionOf = async (more: Parameters<typeof parseDestination>[0], env: Surroundings['env']) =>
      (await bucketFromEnvironment(bucket('s3://shows', more), around({ ...envKeys, ...env }), 'live')).config.region;
    const eu = { AWS_REGION: 'eu-west-3' };
    await expect(regionOf({}, {})).rejects.toThrow(/Amazon S3 needs the bucket's region.*--region/);
    await expect(regionOf({ profile: 'minio' }, {})).rejects.toThrow(/--endpoint/);
    expect(await regionOf({}, { ...eu, AWS_DEFAULT_REGION: 'us-east-2' })).toBe('eu-west-3');
    expect(await regionOf({}, { AWS_DEFAULT_REGION: 'us-east-2' })).toBe('us-east-2');
    expect(await regionOf({ region: 'ap-east-1' }, eu)).toBe('ap-east-1');
    expect(await regionOf({ endpoint: 'http://127.0.0.1:1' }, eu)).toBe('eu-west-3');
    expect(await regionOf({ endpoint: 'https://abc.r2.cloudflarestorage.com' }, eu)).toBeNull();
    expect(await regionOf({ endpoint: 'https://s3.us-west-004.backblazeb2.com' }, eu)).toBeNull();
    expect(await regionOf({ 'aws-profile': 'work' }, files())).toBe('us-east-2');
    expect(await regionOf({ 'aws-profile': 'work' }, { ...files(), ...eu })).toBe('eu-west-3');
    const own = { endpoint: 'http://127.0.0.1:1' };
    expect(await regionOf(own, { ...files(), AWS_PROFILE: 'work' })).toBeNull();
    expect(await regionOf({ ...own, 'aws-profile': 'work' }, files())).toBe('us-east-2');
    await expect(regionOf({}, { AWS_REGION: 'EU!' })).rejects.toThrow(/AWS_REGION/);
  });

  it('knows where viewers read, or asks', async () => {
    const found = (more: Parameters<typeof parseDestination>[0]) =>
      bucketFromEnvironment(bucket('s3://shows/tea', more), around(envKeys), 'live');
    const generic = await found({ endpoint: 'http://127.0.0.1:9000' });
    expect(generic.target.publicUrl).toBe('http://127.0.0.1:9000/shows');
    expect(() => requirePublicUrl(generic, 'live')).not.toThrow();
    const r2 = { endpoint: 'https://abc.r2.cloudflarestorage.com' };
    const unknown = await found(r2);
    expect(() => requirePublicUrl(unknown, 'live')).toThrow(UsageError);
    expect(() => requirePublicUrl(unknown, 'live')).toThrow(/--public-url: Cloudflare R2/);
    const named = await found({ ...r2, 'public-url': 'https://live.example/' });
    expect(named.target.publicUrl).toBe('https://live.example');
  });

  it.each<[Surroundings['env'], string | null, RegExp]>([
    [{}, null, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
    [{ AWS_ACCESS_KEY_ID: 'x' }, null, /AWS_SECRET_ACCESS_KEY as well/],
    [{ AWS_SECRET_ACCESS_KEY: 'hush' }, null, /AWS_ACCESS_KEY_ID as well/],
    [{ AWS_PROFILE: 'nobody' }, null, /profile "nobody"/],
    [{}, 'empty', /profile "empty"/],
  ])('says what is missing: %j %s', async (env, awsProfile, words) => {
    const withFiles = awsProfile === null && Object.keys(env).length === 0 ? env : { ...files(), ...env };
    const asked = bucketFromEnvironment({ ...here, awsProfile }, around(withFiles), 'live');
    await expect(asked).rejects.toThrow(words);
    await expect(asked).rejects.toBeInstanceOf(UsageError);
    await expect(asked).rejects.not.toThrow(/hush/);
  });
});
