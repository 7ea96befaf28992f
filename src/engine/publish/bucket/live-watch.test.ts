import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RenditionTimeline } from '../../package/rendition-timeline.js';
import { resolveTarget } from '../s3/resolve-target.js';
import { LiveWatch, type WrittenPlaylist } from './live-watch.js';
import { renditionRow, segmentRow } from '../../archive/rows.test-support.js';
import { TurningClock } from './testing/turning-clock.js';

const signal = new AbortController().signal;
let server: Server;
let root: string;
let asked: string[];
let answer: (response: ServerResponse) => void;
let clock: TurningClock;
let watch: LiveWatch;
let isLineUp: boolean;
let told: (boolean | string)[];
let requests: number;
const timeline = new RenditionTimeline(renditionRow('360p', 0));
for (let sequence = 0; sequence < 20; sequence += 1) timeline.append(segmentRow('360p', sequence));

/** A playlist that ends with this segment, a gap in it. */
const upTo = (newest: number): Buffer =>
  Buffer.from(`#EXTM3U\n#EXT-X-GAP\n#EXTINF:2,\n0.m4s\n#EXT-X-GAP\n#EXTINF:2,\n${newest}.m4s\n`);
const written = (path = 'live/b/1/360p/index.m3u8'): WrittenPlaylist => ({
  path,
  content: upTo(19),
  timeline,
  targetDurationSeconds: 2,
});
let playlists: readonly WrittenPlaylist[];

beforeEach(async () => {
  asked = [];
  told = [];
  requests = 0;
  isLineUp = true;
  playlists = [written()];
  answer = (response) => response.end(upTo(19));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  clock = new TurningClock();
  const config = { name: 'Test', provider: 'generic' as const, endpoint: root, region: null, bucket: 'show' };
  const keys = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: null };
  const target = resolveTarget({ ...config, prefix: 'my shows', pathStyle: true, publicUrl: root }, keys);
  watch = new LiveWatch({
    eye: { target: () => target, keyOf: (path) => `my shows/${path}`, clock, signal, onRequest: () => (requests += 1) },
    playlists: () => playlists,
    isLineUp: () => isLineUp,
    onVerified: (isVerified) => told.push(isVerified),
    onNotice: (_level, { code }) => told.push(code),
  });
});
afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

const refuse =
  (status: number) =>
  (response: ServerResponse): void =>
    void response.writeHead(status).end();

/** As its owner does: once a second. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await clock.run(1_000);
    await watch.tick();
  }
}

describe('LiveWatch', () => {
  test('reads once a minute as viewers do, one playlist after the other, and has nothing to tell', async () => {
    playlists = [written(), written('live/b/1/audio/index.m3u8')];
    answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(upTo(19)));
    await pass(59);
    expect(asked).toEqual([]);
    await pass(121);
    const [one, two] = ['/my%20shows/live/b/1/360p/index.m3u8', '/my%20shows/live/b/1/audio/index.m3u8'];
    expect(asked).toEqual([one, two, one]);
    expect([requests, told, watch.trouble]).toEqual([3, [], null]);
  });

  test('one failure may be a server that restarts; two in a row are told, once, and that it is good again', async () => {
    answer = refuse(403);
    await pass(60);
    expect([asked.length, told]).toEqual([1, []]);
    await pass(10);
    expect(told).toEqual(['publish.not-public', false]);
    expect(watch.trouble).toMatchObject({ code: 'publish.not-public', details: { status: 403 } });
    await pass(30);
    expect([asked.length, told.length]).toEqual([5, 2]);
    answer = (response) => response.end(upTo(19));
    await pass(10);
    expect(told.slice(2)).toEqual(['publish.public-again', true]);
    expect(watch.trouble).toBeNull();
  });

  test.each([
    ['a copy that a cache keeps too long', (response: ServerResponse) => response.end(upTo(11)), 'publish.stale'],
    [
      'a page that is no playlist',
      (response: ServerResponse) => response.end('<p>9.m4s\n'),
      'publish.public-url-elsewhere',
    ],
    ['no such thing there', refuse(404), 'publish.public-url-elsewhere'],
    ['a server with trouble', refuse(503), 'publish.server-error'],
    ['a name that leads nowhere', (response: ServerResponse) => response.destroy(), 'publish.unreachable'],
  ] as const)('%s', async (_, wrong, code) => {
    answer = wrong;
    await pass(70);
    expect(told).toEqual([code, false]);
  });

  test('a copy that is a little late is none', async () => {
    answer = (response) => response.end(upTo(12));
    await pass(130);
    expect([asked.length, told]).toEqual([2, []]);
  });

  test('without a line to the bucket nobody knows; a destination that was changed is looked at at once', async () => {
    answer = refuse(403);
    isLineUp = false;
    await pass(120);
    expect(told).toEqual([]);
    isLineUp = true;
    watch.poke();
    await pass(11);
    expect(told).toEqual(['publish.not-public', false]);
  });
});
