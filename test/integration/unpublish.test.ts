import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BucketClient } from '../../src/engine/publish/s3/bucket-client.js';
import { unpublishBroadcast } from '../../src/engine/publish/unpublish/unpublish-broadcast.js';
import { bucketClient } from './support/bucket-client.js';
import { s3Subjects, type S3Subject } from './support/s3-conformance.js';

const id = '20260101-000000-abcdefgh';
const prefix = `meine Sendung é/live/b/${id}/`;
/** More than one page of a list, and more than one request may remove. */
const segments = 1_050;

describe.each(s3Subjects)('unpublishing at $name $missing', ({ missing, start }) => {
  let subject: S3Subject;
  let client: BucketClient;

  beforeAll(async () => {
    if (missing !== null) return;
    subject = await start();
    client = bucketClient(subject, subject.bucket, { provider: 'generic' });
  });
  afterAll(async () => {
    if (missing !== null) return;
    client.close();
    await subject.stop();
  });

  async function fill(keys: readonly string[]): Promise<void> {
    const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=31536000, immutable' };
    const left = [...keys];
    const lane = async (): Promise<void> => {
      for (let key = left.pop(); key !== undefined; key = left.pop()) await client.put(key, Buffer.from('x'), headers);
    };
    await Promise.all(Array.from({ length: 16 }, lane));
  }

  async function list(): Promise<string[]> {
    const keys: string[] = [];
    for await (const page of client.list('')) keys.push(...page.map(({ key }) => key));
    return keys;
  }

  it.skipIf(missing !== null)('removes a broadcast of many objects and none of its neighbours', async () => {
    const neighbours = [
      'somebody else.txt',
      `meine Sendung é/live/b/${id}-x/0.m4s`,
      `meine Sendung é/live/b/${id}`,
      'meine Sendung é/live/channel.json',
      `b/${id}/index.html`,
    ];
    const doors = ['index.html', 'broadcast.json', 'master.m3u8'].map((file) => `${prefix}${file}`);
    const media = Array.from({ length: segments }, (_, sequence) => `${prefix}360p/${sequence}.m4s`);
    await fill([...neighbours, ...doors, `${prefix}360p/index.m3u8`, ...media]);
    const heard: number[] = [];
    const done = await unpublishBroadcast({
      client,
      prefix,
      signal: new AbortController().signal,
      onProgress: (removed) => heard.push(removed),
    });
    expect(done.removed).toBe(segments + 1);
    expect(heard.at(-1)).toBe(done.removed);
    expect((await list()).sort()).toEqual([...neighbours].sort());
  });
});
