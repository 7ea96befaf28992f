import { Agent, request as send, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BucketClient, ObjectHeaders } from '../../src/engine/publish/s3/bucket-client.js';
import { startFaultProxy, type FaultProxy } from '../servers/fault-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { bucketClient } from './support/bucket-client.js';
import { nginxMissing, startEdgeNginx, type EdgeNginx } from './support/edge-nginx.js';
import { eventually } from './support/eventually.js';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const segmentHeaders = { contentType: 'video/mp4', cacheControl: 'public, max-age=31536000, immutable' };
const playlistHeaders = { contentType: 'application/vnd.apple.mpegurl', cacheControl: 'public, max-age=1' };
const segment = Buffer.alloc(64 * 1024, 'segment ');
/** nginx looks at its clock once per round of events. */
const clockSlackMs = 100;
const secondOf = (timeMs: number): number => Math.floor(timeMs / 1_000);
const deadMs = 10_000;

describe.skipIf(nginxMissing !== null)(`nginx as configured in deploy/nginx ${nginxMissing ?? ''}`, () => {
  let server: S3Fixture;
  let line: FaultProxy;
  let edge: EdgeNginx;
  let client: BucketClient;
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

  beforeAll(async () => {
    server = await startS3Server();
    line = await startFaultProxy({ target: server.endpoint });
    edge = await startEdgeNginx(`${line.endpoint}/${server.bucket}`);
    client = bucketClient(server, server.bucket);
  });
  beforeEach(() => line.clear());
  afterAll(async () => {
    client.close();
    await edge.stop();
    await line.stop();
    await server.stop();
  });

  /** node:http and not fetch: nothing is added, unpacked or kept. */
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = send(`${edge.url}${path}`, { agent, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  const put = (path: string, body: string | Buffer, headers: ObjectHeaders) =>
    client.put(path.slice(1), Buffer.from(body), headers);
  /** How often the bucket was asked for it. */
  const asked = (path: string) => server.requests.filter(({ key, isSigned }) => !isSigned && `/${key}` === path).length;

  it('asks the bucket once when a thousand viewers want what is new at the same time', async () => {
    const path = '/live/b/1/720p/1.m4s';
    await put(path, segment, segmentHeaders);
    // all thousand are there before the first answer is
    await line.set({ latency: { p50Ms: 1_500, p90Ms: 1_501 } });
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => ask(path)));
    expect(answers.filter(({ status, body }) => status === 200 && body.equals(segment))).toHaveLength(1_000);
    expect(asked(path)).toBe(1);
  });

  it.each(['new', 'missing'])('asks once a second for a playlist that is %s, however many want it', async (name) => {
    const path = `/live/b/1/${name}/index.m3u8`;
    if (name === 'new') await put(path, '#EXTM3U\n', playlistHeaders);
    await line.set({ latency: { p50Ms: 600, p90Ms: 601 } });
    const from = secondOf(Date.now());
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask(path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([name === 'new' ? 200 : 403]));
    expect(asked(path)).toBeLessThanOrEqual(secondOf(Date.now()) - from + 1);
  });

  it('keeps a missing object for no longer than a second', async () => {
    const path = '/live/b/1/720p/2.m4s';
    const told = await ask(path);
    expect([told.status, told.headers['cache-control']]).toEqual([403, 'no-store']);
    await put(path, segment, segmentHeaders);
    const thereMs = Date.now();
    await eventually('the new object', async () => {
      const beganMs = Date.now();
      const { status } = await ask(path);
      // a copy ends with the second in which it was made, and none was made after the object was there
      if (status !== 200) expect(secondOf(beganMs - clockSlackMs)).toBeLessThanOrEqual(secondOf(thereMs));
      return status === 200 ? true : null;
    });
  });

  it('shows no playlist that is older than a second, whether viewers come often or seldom', async () => {
    const path = '/live/b/1/720p/index.m3u8';
    const writtenMs: number[] = [];
    const write = async () => {
      await put(path, `#EXTM3U\n#${writtenMs.length}#\n`, playlistHeaders);
      writtenMs.push(Date.now());
    };
    /** What was there when this second began is shown. */
    const look = async () => {
      const second = secondOf(Date.now() - clockSlackMs);
      const due = writtenMs.filter((doneMs) => secondOf(doneMs) < second).length - 1;
      const { body, headers } = await ask(path);
      expect(headers['cache-control']).toBe('public, max-age=1');
      const shown = Number(/#(\d+)#/.exec(body.toString())?.[1]);
      expect(shown, `X-Cache: ${String(headers['x-cache'])}; ${edge.errors()}`).toBeGreaterThanOrEqual(due);
      return second;
    };
    await write();
    const first = await look();
    // nobody asks while copies get old: who comes then must not be shown one
    await eventually('three seconds to pass', async () => {
      await write();
      return secondOf(Date.now()) > first + 3 ? true : null;
    });
    let last = await look();
    const from = { second: last, asked: asked(path) };
    while (last < from.second + 2) {
      await write();
      last = await look();
    }
    expect(asked(path) - from.asked).toBeLessThanOrEqual(secondOf(Date.now()) - from.second + 1);
  });

  it('shows a viewer who polls no error while the bucket is dead', async () => {
    const [playlist, part] = ['/live/b/1/360p/index.m3u8', '/live/b/1/360p/1.m4s'];
    await put(playlist, '#EXTM3U\n', playlistHeaders);
    await put(part, segment, segmentHeaders);
    await Promise.all([ask(playlist), ask(part)]);
    await line.set({ offline: true });
    const endMs = Date.now() + deadMs;
    const seen = new Set<number>();
    let polls = 0;
    while (Date.now() < endMs) {
      for (const path of [playlist, part]) seen.add((await ask(path)).status);
      polls += 1;
      await pause(50);
    }
    expect(seen).toEqual(new Set([200]));
    expect(polls).toBeGreaterThan(1);
    // what was never asked for cannot be shown, but is no viewer's to keep, and players may read that it failed
    const unknown = await ask('/live/b/1/360p/2.m4s', { origin: 'https://player.example' });
    expect(unknown.status).toBe(502);
    expect(unknown.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
    await line.set({ offline: false, blackhole: true });
    expect((await ask(playlist)).status).toBe(200);
    await line.clear();
    await put(playlist, '#EXTM3U\n#back\n', playlistHeaders);
    await eventually('the new playlist', async () => ((await ask(playlist)).body.includes('#back') ? true : null));
  });

  it('is as patient with a bucket that refuses to hurry, and hands nobody its refusal', async () => {
    const playlist = '/live/b/1/480p/index.m3u8';
    await put(playlist, '#EXTM3U\n', playlistHeaders);
    await ask(playlist);
    await line.set({ status: { share: 1, status: 503 } });
    const before = line.figures.requests;
    await eventually('the bucket to be asked again', async () => {
      expect((await ask(playlist)).status).toBe(200);
      return line.figures.requests > before + 1 ? true : null;
    });
  });

  it.each([
    ['with Origin first', ['https://a.example', null, 'https://b.example']],
    ['without Origin first', [null, 'https://a.example', null]],
  ])('lets every page read it, in whatever order they come: %s', async (order, origins) => {
    for (const file of ['1.m4s', 'index.m3u8', 'missing.m4s']) {
      const path = `/live/b/2/${order.replaceAll(' ', '-')}/${file}`;
      if (file !== 'missing.m4s') await put(path, segment, file === '1.m4s' ? segmentHeaders : playlistHeaders);
      for (const origin of origins) {
        const { headers, status } = await ask(path, origin === null ? {} : { origin });
        expect(status).toBe(file === 'missing.m4s' ? 403 : 200);
        expect(headers['access-control-allow-origin']).toBe('*');
        expect(headers['access-control-allow-credentials']).toBeUndefined();
        expect(headers.vary ?? 'Accept-Encoding').toBe('Accept-Encoding');
      }
      expect(asked(path)).toBeLessThanOrEqual(file === '1.m4s' ? 1 : 3);
    }
  });

  it('answers a preflight itself', async () => {
    const path = '/live/b/2/1.m4s';
    const { status, headers } = await ask(
      path,
      {
        origin: 'https://a.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'range',
      },
      'OPTIONS',
    );
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'range',
      'access-control-max-age': '86400',
    });
    expect(asked(path)).toBe(0);
  });

  it('serves ranges and HEAD from one fetch of the whole', async () => {
    const path = '/live/b/3/init-0.mp4';
    await put(path, segment, segmentHeaders);
    const part = await ask(path, { range: 'bytes=10-19' });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${segment.length}`]);
    expect(part.body.equals(segment.subarray(10, 20))).toBe(true);
    expect(part.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const head = await ask(path, {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, String(segment.length), 0]);
    expect((await ask(path, { range: 'bytes=999999-' })).status).toBe(416);
    const { etag = '' } = head.headers;
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await ask(`${path}?v=1`)).headers['x-cache']).toBe('HIT');
    expect((await ask('/live//b/../b/3/%69nit-0.mp4')).headers['x-cache']).toBe('HIT');
    expect(asked(path)).toBe(1);
  });

  it('packs text for who can read it, and unpacks what is packed in the bucket for who cannot', async () => {
    const text = '#EXTM3U\n'.repeat(200);
    await put('/live/b/4/plain/index.m3u8', text, playlistHeaders);
    await put('/live/b/4/packed/index.m3u8', gzipSync(text), { ...playlistHeaders, contentEncoding: 'gzip' });
    for (const path of ['/live/b/4/plain/index.m3u8', '/live/b/4/packed/index.m3u8']) {
      const packed = await ask(path, { 'accept-encoding': 'gzip' });
      expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual(['gzip', 'Accept-Encoding']);
      const plain = await ask(path);
      expect([plain.headers['content-encoding'], plain.body.toString()]).toEqual([undefined, text]);
    }
  });

  it('finds the page of a folder', async () => {
    await put('/live/index.html', '<p>Hello</p>', {
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'max-age=2',
    });
    const page = await ask('/live/');
    expect([page.status, page.body.toString()]).toEqual([200, '<p>Hello</p>']);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const folder = await ask('/live?from=here');
    expect([folder.status, folder.headers.location]).toEqual([301, '/live/?from=here']);
    expect((await ask('//evil.example')).headers.location ?? '/').toMatch(/^\/(?!\/)/);
  });

  it('hands out nothing but what is published, and takes nothing', async () => {
    const keys = [
      'live/lease.json',
      'live/lease-released.json',
      '.secret/a.json',
      'notes.txt',
      'live/a b.m4s',
      'live/x.m4s.open',
    ];
    for (const key of keys) {
      await client.put(key, segment, segmentHeaders);
      const path = `/${key.split('/').map(encodeURIComponent).join('/')}`;
      expect([key, (await ask(path)).status]).toEqual([key, 404]);
    }
    for (const method of ['PUT', 'POST', 'DELETE']) expect((await ask('/live/1.m4s', {}, method)).status).toBe(405);
  });
});
