import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { createS3Client } from '../servers/s3-client.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { bucketFiles, compareWithBucket } from './support/bucket-compare.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import { SavedRecording } from './support/saved-recording.js';

let media: Media;
let clip: NumberedClip;
let recording: SavedRecording;
let bucket: S3Fixture;

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
  recording = await SavedRecording.make(clip);
  bucket = await startS3Server();
});
afterAll(async () => {
  await recording.server.stop();
  await bucket.stop();
  await media.remove();
  await noProcessLeft();
});

/** An older broadcast of the same channel. */
const olderId = '20250101-120000-abcdefgh';

/** Keys that look like the broadcast's own, and are somebody else's. */
function neighbours(prefix: string): string[] {
  const { id } = recording;
  const root = prefix === '' ? '' : `${prefix}/`;
  const beside = ['family.jpg', 'live', 'live.m3u8', 'index.html', 'live2/index.html', `b/${id}/master.m3u8`];
  const older = [`${olderId}/index.html`, `${olderId}/360p/0.m4s`, `${id}-x/360p/0.m4s`, `${id}`, `${id}.zip`];
  const inside = [...beside, 'live/notes.txt', 'live/b', ...older.map((each) => `live/b/${each}`)];
  const around =
    prefix === '' ? ['LIVE/index.html'] : [prefix, `${prefix}x/live/b/${id}/master.m3u8`, `${prefix} /live`];
  return [...inside.map((each) => `${root}${each}`), ...around, `somebody else/${id}/index.html`, 'readme.txt'];
}

async function fill(keys: readonly string[]): Promise<void> {
  const client = createS3Client(bucket);
  for (const [index, key] of keys.entries()) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket.bucket,
        Key: key,
        Body: `${index}: ${key}`,
        ContentType: 'text/x-of-somebody-else',
        CacheControl: `max-age=${index}`,
        Metadata: { owner: 'somebody else' },
      }),
    );
  }
  client.destroy();
}

const inUrl = (prefix: string): string =>
  prefix === '' ? '' : `/${prefix.split('/').map(encodeURIComponent).join('/')}`;

const longPrefix = `${'é'.repeat(60)}/`.repeat(6).slice(0, -1);

test.each([
  ['the root', ''],
  ['spaces', 'my  tea shows /2026 '],
  ['unicode', 'näxt/日本語/🎬/e\u0301'],
  ['characters that mean something in a URL', `a+b#c?d%e&f'g;=@:!*()~`],
  ['what looks escaped', '%2e%2e/%2F/%00/+'],
  ['hidden names, names that begin with dots', '.hidden/...'],
  ['725 bytes', longPrefix],
])('%s as a prefix: published, tested, removed, and nothing else is touched', async (_, prefix) => {
  const foreign = neighbours(prefix);
  await fill(foreign);
  const before = bucket.objects();
  const seen = bucket.requests.length;

  const destinationId = await recording.save(destinationAt(bucket, { prefix }));
  await recording.publishTo(destinationId);
  await recording.untilComplete(destinationId);
  const folder = `${publicRoot(bucket)}${inUrl(prefix)}/live/b/${recording.id}`;
  expect((await compareWithBucket(recording.archiveDir, folder)).differences).toEqual([]);
  const own = `${prefix === '' ? '' : `${prefix}/`}live/b/${recording.id}/`;
  const stored = [...bucket.objects().keys()].filter((key) => key.startsWith(own)).map((key) => key.slice(own.length));
  expect(stored.sort()).toEqual(await bucketFiles(recording.archiveDir));
  const channel = await fetch(`${publicRoot(bucket)}${inUrl(prefix)}/live/channel.json`);
  expect(await channel.json()).toMatchObject({ recordings: [{ id: recording.id }] });

  const { commands } = recording.server.engine;
  await commands.testDestination({ commandId: randomUUID(), id: destinationId, draft: null, fix: true, create: false });
  const report = await recording.server.until('the report of the doctor', ({ doctor }) =>
    doctor?.destinationId === destinationId && doctor.report.status !== 'running' ? doctor.report : null,
  );
  expect(report.checks.filter(({ status }) => status === 'fail')).toEqual([]);

  await recording.unpublishFrom(destinationId);
  expect([...bucket.objects().keys()].filter((key) => key.startsWith(own))).toEqual([]);
  const after = bucket.objects();
  for (const key of foreign) expect([key, after.get(key)]).toEqual([key, before.get(key)]);
  // not even written anew with the same bytes
  const writes = bucket.requests.slice(seen).filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  expect(writes.filter(({ key }) => foreign.includes(key))).toEqual([]);
});

test.each(['../../näxt/🎬', 'a"b<c>&amp;%2e%2e\\?#', ' é'.repeat(49)])(
  '%s as the name of a channel is text',
  async (name) => {
    const { commands } = recording.server.engine;
    await commands.updateSettings({ commandId: randomUUID(), patch: { channel: { name } } });
    const prefix = `named ${randomUUID()}`;
    const destinationId = await recording.save(destinationAt(bucket, { prefix }));
    await recording.publishTo(destinationId);
    await recording.untilComplete(destinationId);
    const channel = `${publicRoot(bucket)}${inUrl(prefix)}/live`;
    expect(await (await fetch(`${channel}/channel.json`)).json()).toMatchObject({ name: name.trim() });
    const broadcast = await fetch(`${channel}/b/${recording.id}/broadcast.json`);
    expect(await broadcast.json()).toMatchObject({ channelName: name.trim(), state: 'ended' });
    // what it is called is no part of any key
    const folders = [...bucket.objects().keys()]
      .filter((key) => key.startsWith(`${prefix}/`))
      .map((key) => key.split('/')[1]);
    expect([...new Set(folders)]).toEqual(['live']);
  },
);

describe('prefixes that no URL survives are refused in words', () => {
  const refused = [
    ['a folder above', '../other'],
    ['a folder above inside', 'shows/../other'],
    ['this folder', 'shows/./tea'],
    ['an empty folder', 'shows//tea'],
    ['a backslash', 'shows\\tea'],
    ['a line break', 'shows\ntea'],
    ['a null character', 'shows\0tea'],
    ['a lone surrogate', 'shows\ud83c'],
    ['more than 800 bytes', 'é'.repeat(401)],
  ] as const;
  let untouched = new Map<string, unknown>();
  beforeAll(() => {
    untouched = bucket.objects();
  });
  afterEach(() => expect(bucket.objects()).toEqual(untouched));

  test.each(refused)('%s: in the studio', async (_, prefix) => {
    await expect(recording.save(destinationAt(bucket, { prefix }))).rejects.toMatchObject({
      code: 'destination.invalid',
      details: { field: 'prefix', why: expect.stringMatching(/^Expected a prefix /) },
    });
  });

  test.each(refused)('%s: on the command line', async (_, prefix) => {
    const told: string[] = [];
    const to = ['--to', `s3://${bucket.bucket}/${prefix}`, '--endpoint', bucket.endpoint];
    const status = await main(['demo', '--seconds', '1', ...to, '--data', media.dir], {
      around: { platform: process.platform, env: {}, home: media.dir, cwd: media.dir },
      outDir: media.dir,
      version: '0.0.0-test',
      print: (line) => told.push(line),
      tell: (line) => told.push(line),
    });
    expect(status).toBe(2);
    expect(told[0]).toMatch(/^headwater: Expected --to s3:\/\/bucket\/prefix with a prefix /);
  });
});
