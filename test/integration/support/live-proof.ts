import { expect } from 'vitest';
import type { DestinationConfig } from '../../../src/shared/destinations.js';
import { compareWithBucket } from './bucket-compare.js';
import { destinationAt, publicRoot, type BucketServer } from './bucket-server.js';
import { TestEngine } from './engine.js';
import type { NumberedClip } from './numbered-clip.js';
import { PlaylistPoller } from './playlist-poller.js';
import { isSoak } from './seeds.js';

/** How much of a broadcast is published. */
const seconds = isSoak ? 60 : 12;
/** A live playlist is never older: a segment of 2 s, its upload, and the machine's own lateness. */
const stalestMs = 3_000;

/**
 * Publishes a broadcast live to a real server and proves it as an anonymous reader: a poller never meets a named object that
 * is missing nor a stale playlist, every byte in the end is the archive's, every object has the headers of its kind.
 * `folder`: URL of the prefix, as it must be escaped.
 */
export async function proveLive(
  clip: NumberedClip,
  bucket: BucketServer,
  { prefix, folder, ...config }: Partial<DestinationConfig> & { readonly prefix: string; readonly folder: string },
): Promise<void> {
  const destination = destinationAt(bucket, { prefix, ...config });
  const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination });
  const push = clip.push(await server.pushUrl());
  let poller: PlaylistPoller | null = null;
  try {
    const link = await server.until('a link to the bucket', ({ broadcast }) => {
      const [first] = broadcast?.links ?? [];
      return first?.destinationId === undefined ? null : first.url;
    });
    const { id } = await server.untilPlayable();
    expect(link).toBe(`${publicRoot(bucket)}/${folder}/live/b/${id}/index.html`);
    expect((await fetch(link)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    poller = new PlaylistPoller(link.replace('index.html', 'master.m3u8'));
    poller.start();
    await server.until('enough of it', ({ broadcast }) =>
      (broadcast?.figures.durationSeconds ?? 0) > seconds ? true : null,
    );
    expect(server.state.broadcast?.publication).toMatchObject({ status: 'live', isVerified: true, retries: 0 });
    poller.mayStall();
    await push.kill();
    const summary = await server.ended(id);
    const report = await poller.stop();

    expect(report.missing).toEqual([]);
    expect(report.retracted).toEqual([]);
    expect([...report.gaps]).toEqual([]);
    expect(report.fetched).toBeGreaterThan(3 * 4);
    for (const [url, ms] of report.stalest) expect([url, ms < stalestMs ? 'fresh' : ms]).toEqual([url, 'fresh']);
    expect(summary).toMatchObject({
      viewerUrl: link,
      published: { destination: 'test bucket', retries: 0, backlog: 0 },
    });
    await proveStored(summary.archiveDir, link.replace('/index.html', ''), id);
  } finally {
    await push.kill();
    await poller?.stop();
    await server.stop();
  }
}

async function proveStored(archiveDir: string, folder: string, id: string): Promise<void> {
  const { differences, objects } = await compareWithBucket(archiveDir, folder);
  expect(differences).toEqual([]);
  expect(objects.get('master.m3u8')?.body.toString()).toContain('360p/index.m3u8');
  for (const [file, { contentType, cacheControl }] of objects) {
    const isMedia = /\.(?:m4s|mp4)$/.test(file);
    const wanted = isMedia ? 'public, max-age=31536000, immutable' : expect.stringMatching(/^public, max-age=\d+$/);
    expect([file, cacheControl]).toEqual([file, wanted]);
    if (isMedia) expect([file, contentType]).toEqual([file, 'video/mp4']);
    if (file.endsWith('.m3u8')) expect([file, contentType]).toEqual([file, 'application/vnd.apple.mpegurl']);
  }
  const channel = (await (await fetch(new URL('../../channel.json', `${folder}/`))).json()) as {
    recordings: unknown[];
  };
  expect(channel).toMatchObject({ live: null, recordings: [{ id }] });
  const stream = await (await fetch(new URL('../../live.m3u8', `${folder}/`))).text();
  expect(stream).toContain(`b/${id}/360p/index.m3u8`);
}
