import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startFaultProxy, type FaultProxy } from '../servers/fault-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { bucketFiles, compareWithBucket } from './support/bucket-compare.js';
import { EngineProcess } from './support/engine-process.js';
import { eventually } from './support/eventually.js';
import { noProcessLeft } from './support/own-processes.js';

/** The command line as people run it: processes of their own, one after the other on one data directory. */
let bucket: S3Fixture;
let proxy: FaultProxy;
let dataDir: string;
let running: EngineProcess | null = null;

beforeEach(async () => {
  bucket = await startS3Server();
  proxy = await startFaultProxy({ target: bucket.endpoint });
  dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-publish-process-'));
});
afterEach(async () => {
  await running?.kill();
  await proxy.stop();
  await bucket.stop();
  await rm(dataDir, { recursive: true, force: true });
  await noProcessLeft();
});

const summarySchema = z.object({
  broadcastId: z.string(),
  viewerUrl: z.string(),
  archiveDir: z.string(),
  lostSegments: z.number(),
  published: z.object({
    destination: z.string(),
    objects: z.number(),
    bytes: z.number(),
    retries: z.number(),
    backlog: z.number(),
  }),
});
type Summary = z.infer<typeof summarySchema>;

function headwater(...args: string[]): EngineProcess {
  const to = ['--to', `s3://${bucket.bucket}/tea shop`, '--endpoint', proxy.endpoint, '--region', bucket.region];
  const keys = { AWS_ACCESS_KEY_ID: bucket.accessKeyId, AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey };
  running = EngineProcess.start([...args, ...to, '--public-url', bucket.publicUrl], dataDir, keys);
  return running;
}

/** The last line of standard output. */
function summaryOf({ stdout }: EngineProcess): Summary {
  return summarySchema.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
}

const folderOf = ({ broadcastId }: Summary): string => `${bucket.publicUrl}/tea%20shop/live/b/${broadcastId}`;

async function expectWhole(summary: Summary): Promise<void> {
  expect((await compareWithBucket(summary.archiveDir, folderOf(summary))).differences).toEqual([]);
  const stored = [...bucket.objects().keys()].flatMap((key) => key.split(`/b/${summary.broadcastId}/`)[1] ?? []);
  expect(stored.sort()).toEqual(await bucketFiles(summary.archiveDir));
}

test('a demo returns when the bucket is complete, and its last line says what is there', async () => {
  const engine = headwater('demo', '--seconds', '6', '--json');
  expect(await engine.exited()).toBe(0);
  const summary = summaryOf(engine);
  expect(summary).toMatchObject({
    viewerUrl: `${folderOf(summary)}/index.html`,
    lostSegments: 0,
    published: { destination: `s3://${bucket.bucket}/tea shop`, retries: 0, backlog: 0 },
  });
  await expectWhole(summary);
  const media = [...bucket.objects()].filter(([key]) => /\.(?:m4s|mp4)$/.test(key) && key.includes('/b/'));
  expect(summary.published.objects).toBe(media.length);
  expect(summary.published.bytes).toBe(media.reduce((sum, [, { body }]) => sum + body.length, 0));
});

test('Ctrl-C with a bucket that cannot be reached leaves the backlog and says how to go on; serve completes it', async () => {
  const engine = headwater('demo', '--json');
  await engine.printed(/(Watch: )/);
  await proxy.set({ offline: true });
  await engine.printed(/(warning: .*The bucket cannot be reached)/);
  engine.interrupt();
  await engine.printed(/(The broadcast has ended\. Ctrl-C leaves the rest of the upload)/);
  // what comes within a second is the same wish
  await eventually('the rest to be left', () => {
    if (engine.output.includes('NOT complete at')) return true;
    engine.interrupt();
    return null;
  });
  expect(await engine.exited()).toBe(130);
  const summary = summaryOf(engine);
  expect(summary.lostSegments).toBe(0);
  expect(summary.published.backlog).toBeGreaterThan(0);
  expect(engine.output).toMatch(/started again with the same --to and keys.*headwater serve --to "s3:\/\/.*tea shop"/);
  await noProcessLeft();

  await proxy.clear();
  const next = headwater('serve', '--headless');
  await next.printed(/(All of it is at)/);
  await expectWhole(summary);
  next.interrupt();
  expect(await next.exited()).toBe(0);
});
