import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { openDatabase } from '../../src/engine/database/open-database.js';
import { lockDataDir } from '../../src/engine/database/data-dir-lock.js';
import { DestinationTable } from '../../src/engine/destinations/destination-table.js';
import { FileSecretStore } from '../../src/engine/secrets/file-secret-store.js';
import { doctorReportSchema } from '../../src/shared/doctor.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { quietLogger } from './support/doctor-bench.js';

let s3: S3Fixture;
let home: string;

async function headwater(args: readonly string[], keys: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const around = { platform: process.platform, env: keys, home, cwd: home };
  const status = await main(args, {
    around,
    outDir: home,
    version: '0.0.0',
    print: (line) => out.push(line),
    tell: (line) => err.push(line),
  });
  expect(JSON.stringify([out, err])).not.toContain(s3.secretAccessKey);
  return { status, out, err: err.join('\n') };
}

const keys = () => ({ AWS_ACCESS_KEY_ID: s3.accessKeyId, AWS_SECRET_ACCESS_KEY: s3.secretAccessKey });
const bucket = () => ['doctor', '--to', `s3://${s3.bucket}/shows`, '--endpoint', s3.endpoint] as const;

beforeAll(async () => {
  s3 = await startS3Server({ publicAccess: 'list' });
  home = await mkdtemp(join(tmpdir(), 'headwater-doctor-'));
});
afterAll(async () => {
  await s3.stop();
  await rm(home, { recursive: true, force: true });
});

describe('headwater doctor', () => {
  it('tells a checklist and ends with 0 where all is well', async () => {
    const { status, out, err } = await headwater(bucket(), keys());
    expect(status).toBe(0);
    expect(err).toBe('');
    expect(out.filter((line) => line.startsWith('ok ')).length).toBe(19);
    expect(out.join('\n')).toMatch(/your uplink carries: .*\n\n"s3:\/\/headwater-test\/shows" is ready to go live\.$/);
  });

  it('prints one object with --json, and ends with 1 where something must be mended', async () => {
    const { status, out, err } = await headwater([...bucket(), '--json'], {
      ...keys(),
      AWS_SECRET_ACCESS_KEY: 'wrong',
    });
    expect(status).toBe(1);
    expect(out).toHaveLength(1);
    expect(doctorReportSchema.parse(JSON.parse(out[0] ?? ''))).toMatchObject({ status: 'fail' });
    expect(err).toContain('FAIL  Access key: ');
  });

  it.each([
    [['doctor'], {}, /--destination/],
    [['doctor', '--to', 's3://b1'], {}, /Expected keys to the bucket/],
    [
      ['doctor', '--to', 's3://b1/x', '--profile', 'r2'],
      { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      /address/,
    ],
  ])('ends with 2 for %j', async (args, env, words) => {
    const { status, err } = await headwater(args, env);
    expect(status).toBe(2);
    expect(err).toMatch(words);
    expect(err).toContain('See: headwater help doctor');
  });

  it('tests a saved destination, also while a studio has the data folder', async () => {
    const database = openDatabase(join(home, 'headwater.sqlite'));
    const config = {
      name: 'Stage',
      provider: 'ceph' as const,
      endpoint: s3.endpoint,
      region: null,
      bucket: s3.bucket,
      prefix: 'shows',
      publicUrl: null,
      pathStyle: null,
    };
    new DestinationTable(database).write({ id: 'one', config, keyHint: null, isTransient: false }, 1);
    const { accessKeyId, secretAccessKey } = s3;
    const secrets = new FileSecretStore({ dataDir: home, passphrase: null, logger: quietLogger });
    await secrets.set('destination:one', JSON.stringify({ accessKeyId, secretAccessKey, sessionToken: null }));
    const lock = lockDataDir(home);
    const tested = await headwater(['doctor', '--destination', 'stage', '--data', home]);
    expect(tested.status).toBe(0);
    const unknown = await headwater(['doctor', '--destination', 'Attic', '--data', home]);
    expect(unknown.status).toBe(1);
    expect(unknown.err).toContain('"Stage"');
    lock.release();
    database.close();
  });
});
