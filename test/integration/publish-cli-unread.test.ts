import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';

let s3: S3Fixture;
let home: string;
beforeEach(async () => {
  s3 = await startS3Server({ publicAccess: 'none' });
  home = await mkdtemp(path.join(tmpdir(), 'headwater-unread-cli-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await s3.stop();
  await rm(home, { recursive: true, force: true });
});

it('stored is not published: a bucket that nobody may read is told while it lasts, and at the end', async () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(...String(text).split('\n')) > 0);
  const args = ['demo', '--seconds', '12', '--json', '--to', `s3://${s3.bucket}/tea shop`, '--endpoint', s3.endpoint];
  const status = await main([...args, '--data', path.join(home, 'data'), '--port', '0'], {
    around: {
      platform: process.platform,
      env: { AWS_ACCESS_KEY_ID: s3.accessKeyId, AWS_SECRET_ACCESS_KEY: s3.secretAccessKey },
      home,
      cwd: home,
    },
    outDir: path.resolve(import.meta.dirname, '../../out'),
    version: '0.0.0-test',
    print: (line) => said.push(line),
    tell: (line) => said.push(line),
  });
  expect(status).toBe(1);
  const at = (words: RegExp): number => said.findIndex((line) => words.test(line));
  const told = at(/^warning: Viewers may not read from this bucket.*headwater doctor/);
  expect(told).toBeGreaterThanOrEqual(0);
  // while it is on
  expect(told).toBeLessThan(at(/^The broadcast has ended/));
  const all = said.join('\n');
  expect(all).toMatch(/Stored at .*Viewers cannot read it\. .*headwater doctor --to "s3:\/\//s);
  expect(all).not.toMatch(/Watch:|The rest goes on|NOT complete/);
  expect(all).toContain('"backlog":0');
});
