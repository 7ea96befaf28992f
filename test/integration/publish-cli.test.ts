import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { main } from '../../src/cli/main.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { compareWithBucket } from './support/bucket-compare.js';
import { destinationAt } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';

let s3: S3Fixture;
let home: string;
beforeEach(async () => {
  s3 = await startS3Server();
  home = await mkdtemp(path.join(tmpdir(), 'headwater-publish-cli-'));
});
afterEach(async () => {
  await s3.stop();
  await rm(home, { recursive: true, force: true });
});

const resultSchema = z.object({
  broadcastId: z.string(),
  viewerUrl: z.string(),
  masterUrl: z.string(),
  archiveDir: z.string(),
  published: z.object({
    destination: z.string(),
    objects: z.number(),
    bytes: z.number(),
    retries: z.number(),
    backlog: z.number(),
  }),
});

/** Runs the command in this process, with the keys in its environment. `onTold` hears each line as it is told. */
async function headwater(args: readonly string[], secret: string, onTold: (line: string) => void = () => undefined) {
  const out: string[] = [];
  const told: string[] = [];
  const env = { AWS_ACCESS_KEY_ID: s3.accessKeyId, AWS_SECRET_ACCESS_KEY: secret };
  const status = await main([...args, '--data', path.join(home, 'data'), '--port', '0'], {
    around: { platform: process.platform, env, home, cwd: home },
    outDir: path.resolve(import.meta.dirname, '../../out'),
    version: '0.0.0-test',
    print: (line) => out.push(line),
    tell: (line) => {
      told.push(line);
      onTold(line);
    },
  });
  const result = out.length === 0 ? null : resultSchema.parse(JSON.parse(out.at(-1) ?? ''));
  return { status, result, said: [...out, ...told].join('\n') };
}

const to = () => ['--to', `s3://${s3.bucket}/tea shop`, '--endpoint', s3.endpoint];
const show = () => ['demo', '--seconds', '3', '--json', ...to()];

/** Everything that was written to disk, as one text. */
async function onDisk(): Promise<string> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

it('publishes to a bucket from the command line, and returns when it is complete', async () => {
  const { status, result, said } = await headwater(show(), s3.secretAccessKey);
  expect(status).toBe(0);
  const folder = `${s3.publicUrl}/tea%20shop/live/b/${result?.broadcastId}`;
  expect(result).toMatchObject({
    viewerUrl: `${folder}/index.html`,
    masterUrl: `${folder}/master.m3u8`,
    published: { destination: `s3://${s3.bucket}/tea shop`, backlog: 0 },
  });
  expect((await compareWithBucket(result?.archiveDir ?? '', folder)).differences).toEqual([]);
  expect(said).toContain(`Watch: ${folder}/index.html`);
  expect(said).toContain('Published: all of it is at');
  expect(said + (await onDisk())).not.toContain(s3.secretAccessKey);
});

it('says at once that nothing gets through, leaves the rest at a signal, and brings it there in the next run', async () => {
  const { status, result, said } = await headwater(show(), 'not-the-right-secret', (line) => {
    if (line.includes('Ctrl-C leaves the rest')) process.emit('SIGHUP', 'SIGHUP');
  });
  expect(status).toBe(130);
  expect(said).not.toContain('Watch:');
  expect(said).toMatch(/NOT complete at .*The rest goes on when Headwater is started again/s);
  expect(result?.published).toMatchObject({ objects: 0 });
  expect(result?.published.backlog).toBeGreaterThan(0);
  expect(s3.objects().size).toBe(0);

  const next = await headwater(show(), s3.secretAccessKey);
  expect(next.status).toBe(0);
  for (const each of [result, next.result]) {
    const folder = `${s3.publicUrl}/tea%20shop/live/b/${each?.broadcastId}`;
    expect((await compareWithBucket(each?.archiveDir ?? '', folder)).differences).toEqual([]);
  }
});

it('names the studio that has the channel, and where to take it over; goes on once it is free', async () => {
  const first = await TestEngine.start({}, { destination: destinationAt(s3, { prefix: 'tea shop' }) });
  try {
    const patch = { channel: { studioName: 'Living room' } };
    await first.engine.commands.updateSettings({ commandId: randomUUID(), patch });
    await first.engine.commands.startTest({ commandId: randomUUID() });
    await first.until('its link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
    const pages: Promise<string>[] = [];
    const progress = vi.spyOn(process.stderr, 'write');
    const { status } = await headwater(show(), s3.secretAccessKey, (line) => {
      const url = /^Take it over here: (http:\/\/127\.0\.0\.1:\d+\/)#token=./.exec(line)?.[1];
      if (url === undefined) return;
      const page = fetch(url).then((answer) => answer.text());
      pages.push(page);
      void page.finally(() => first.engine.stop('the channel is given free'));
    });
    expect(progress.mock.calls.join('\n')).toContain('Another studio (Living room) is live on this channel');
    expect(await Promise.all(pages)).toEqual([expect.stringContaining('<title>Headwater')]);
    expect(status).toBe(0);
  } finally {
    vi.restoreAllMocks();
    await first.stop();
  }
});
