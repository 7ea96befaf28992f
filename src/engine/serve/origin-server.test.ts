import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, realpath, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OriginServer } from './origin-server.js';

let folder: string;
let root: string;
let server: OriginServer;
let port: number;
let served: { requests: number; bytes: number };
let problems: unknown[];

const segmentPath = 'live/b/x/720p/1.m4s';
const segment = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'headwater-origin-')));
  root = join(folder, 'archive');
  served = { requests: 0, bytes: 0 };
  problems = [];
  server = new OriginServer({
    root,
    cacheBytes: 4 * 1024 * 1024,
    counters: {
      add: (requests, bytes) => {
        served.requests += requests;
        served.bytes += bytes;
      },
    },
    onError: (error) => problems.push(error),
    addresses: () => ['127.0.0.2'],
  });
  port = await server.start(0);
  await put(segmentPath, segment);
});

afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function put(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, `${path}.tmp`), content);
  await rename(join(root, `${path}.tmp`), join(root, path));
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET', host = '127.0.0.1'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Writes bytes as they are and reads until the server closes. */
async function askRaw(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(bytes);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

test('a segment: type, a year of caching, tag, and readable for any page', async () => {
  const { status, headers, body } = await ask(`/${segmentPath}`, { host: 'tv.example', origin: 'https://x.example' });
  expect([status, body.equals(segment)]).toEqual([200, true]);
  expect(headers).toMatchObject({
    'content-type': 'video/mp4',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-length': String(segment.length),
    'access-control-allow-origin': '*',
    'timing-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  });
  expect(headers['access-control-expose-headers']).toContain('Date');
  expect(headers.date).toBeDefined();
  expect(headers.vary).toBeUndefined();
  const again = await ask(`/${segmentPath}`, { 'if-none-match': String(headers.etag) });
  expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, headers.etag]);
  const since = await ask(`/${segmentPath}`, { 'if-modified-since': String(headers['last-modified']) });
  expect(since.status).toBe(304);
  const head = await ask(`/${segmentPath}`, {}, 'HEAD');
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(segment.length)]);
  expect(served).toEqual({ requests: 4, bytes: segment.length });
});

test('ranges: parts, the end, none, and the whole for several', async () => {
  const part = await ask(`/${segmentPath}`, { range: 'bytes=10-19' });
  expect([part.status, part.headers['content-range'], part.headers['content-length']]).toEqual([
    206,
    `bytes 10-19/${segment.length}`,
    '10',
  ]);
  expect(part.body.equals(segment.subarray(10, 20))).toBe(true);
  const none = await ask(`/${segmentPath}`, { range: `bytes=${segment.length}-` });
  expect([none.status, none.headers['content-range']]).toEqual([416, `bytes */${segment.length}`]);
  const several = await ask(`/${segmentPath}`, { range: 'bytes=0-1,5-6' });
  expect([several.status, several.body.length]).toEqual([200, segment.length]);
  const stale = await ask(`/${segmentPath}`, { range: 'bytes=0-1', 'if-range': '"old"' });
  expect(stale.status).toBe(200);
});

test('a playlist: short caching, gzip with its own tag, seen at once when changed', async () => {
  const text = `#EXTM3U\n${'#EXTINF:2.0,\nä.m4s\n'.repeat(50)}`;
  await put('live/live.m3u8', text);
  const plain = await ask('/live/live.m3u8');
  expect(plain.headers).toMatchObject({
    'content-type': 'application/vnd.apple.mpegurl',
    'cache-control': 'public, max-age=1',
    vary: 'Accept-Encoding',
  });
  expect(plain.body.toString()).toBe(text);
  const zipped = await ask('/live/live.m3u8', { 'accept-encoding': 'gzip, br' });
  expect([zipped.headers['content-encoding'], zipped.headers.vary]).toEqual(['gzip', 'Accept-Encoding']);
  expect(gunzipSync(zipped.body).toString()).toBe(text);
  expect(zipped.headers.etag).not.toBe(plain.headers.etag);
  const notModified = { 'accept-encoding': 'gzip', 'if-none-match': String(zipped.headers.etag) };
  expect((await ask('/live/live.m3u8', notModified)).status).toBe(304);
  const ranged = await ask('/live/live.m3u8', { 'accept-encoding': 'gzip', range: 'bytes=0-6' });
  expect([ranged.status, ranged.body.toString()]).toEqual([206, '#EXTM3U']);

  await put('live/live.m3u8', `${text}#EXT-X-ENDLIST\n`);
  server.changed(['live/live.m3u8']);
  const ended = await ask('/live/live.m3u8', { 'if-none-match': String(plain.headers.etag) });
  expect([ended.status, ended.headers['cache-control']]).toEqual([200, 'public, max-age=60']);
  expect(ended.body.toString()).toBe(`${text}#EXT-X-ENDLIST\n`);
});

test('pages: a policy, the folder serves its page, and a folder without slash leads to it', async () => {
  await put('live/index.html', '<p>watch</p>');
  const page = await ask('/live/');
  expect([page.status, page.body.toString(), page.headers['content-type']]).toEqual([
    200,
    '<p>watch</p>',
    'text/html; charset=utf-8',
  ]);
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
  const folderAnswer = await ask('/live');
  expect([folderAnswer.status, folderAnswer.headers.location]).toEqual([302, '/live/']);
  expect((await ask('/live/b/')).status).toBe(404);
  await put('live/app/0a1b/page.js', 'void 0;');
  expect((await ask('/live/app/0a1b/page.js')).headers['cache-control']).toContain('immutable');
});

test('nothing else is served: hidden, unfinished, linked out of the root, devices', async () => {
  await writeFile(join(folder, 'secret.json'), '"secret"');
  await writeFile(join(root, 'live', '.env.json'), '"secret"');
  await writeFile(join(root, 'live', '2.m4s.open'), 'secret');
  await writeFile(join(root, 'headwater.sqlite'), 'secret');
  await symlink(join(folder, 'secret.json'), join(root, 'live', 'out.json'));
  await symlink(folder, join(root, 'live', 'up'));
  await symlink('.env.json', join(root, 'live', 'hidden.json'));
  await symlink('loop.json', join(root, 'live', 'loop.json'));
  await symlink('/dev/zero', join(root, 'live', 'zero.json'));
  await symlink(join(root, segmentPath), join(root, 'live', 'inside.m4s'));
  const paths = ['out.json', 'up/secret.json', '.env.json', 'hidden.json', 'loop.json', 'zero.json', '2.m4s.open'];
  for (const path of [...paths.map((name) => `/live/${name}`), '/headwater.sqlite', '/', '/live/none.m3u8']) {
    const { status, headers, body } = await ask(path);
    expect([path, status, headers['cache-control'], body.toString()]).toEqual([path, 404, 'no-store', 'Not found\n']);
  }
  expect((await ask('/live/inside.m4s')).body.equals(segment)).toBe(true);
  expect(problems).toEqual([]);
});

test('odd requests: methods, preflight, targets, heads without end', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
    const { status, headers } = await ask(`/${segmentPath}`, {}, method);
    expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD, OPTIONS']);
  }
  const preflight = await ask(`/${segmentPath}`, { 'access-control-request-headers': 'range' }, 'OPTIONS');
  expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, '*']);
  expect(preflight.headers['access-control-allow-headers']).toContain('Range');
  const line = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  expect(await askRaw(line('/live/../../secret.json'))).toMatch(/^HTTP\/1\.1 404 /);
  expect(await askRaw(line(`http://x/${segmentPath}`))).toMatch(/^HTTP\/1\.1 400 /);
  expect(await askRaw(`${line('/').slice(0, -2)}X: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await askRaw('\0\x01garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect((await ask(`/${segmentPath}`)).status).toBe(200);
});

test('a file written while it is read is never served torn', async () => {
  const path = join(root, 'live', 'grows.json');
  await writeFile(path, 'a'.repeat(1000));
  let done = false;
  const writer = (async () => {
    for (let n = 0; n < 60; n += 1) {
      await appendFile(path, 'a'.repeat(1000));
      if (n % 20 === 19) await truncate(path, 500);
    }
    done = true;
  })();
  const statuses = new Set<number>();
  while (!done) {
    const { status, headers, body } = await ask('/live/grows.json');
    statuses.add(status);
    if (status === 200) expect(body.length).toBe(Number(headers['content-length']));
  }
  await writer;
  server.changed(['live/grows.json']);
  expect((await ask('/live/grows.json')).body.length).toBe(500);
  for (const status of statuses) expect([200, 503]).toContain(status);
});

test('a file too large for memory is streamed whole, in parts, and cut when it is written meanwhile', async () => {
  const large = Buffer.alloc(17 * 1024 * 1024, 'large file ');
  await put('live/b/x/export.mp4', large);
  const whole = await ask('/live/b/x/export.mp4');
  expect([whole.status, whole.body.equals(large)]).toEqual([200, true]);
  const part = await ask('/live/b/x/export.mp4', { range: 'bytes=-70000' });
  expect([part.status, part.body.equals(large.subarray(-70_000))]).toEqual([206, true]);

  const socket = connect(port, '127.0.0.1');
  socket.write('GET /live/b/x/export.mp4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const [head] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  await appendFile(join(root, 'live/b/x/export.mp4'), 'more');
  let received = head.length - head.indexOf('\r\n\r\n') - 4;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => (received += chunk.length));
  socket.resume();
  await once(socket, 'close');
  expect(received).toBeLessThan(large.length);
});

test('many at once read the disk once; a removed folder is gone at once', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask(`/${segmentPath}`)));
  expect(answers.every(({ body }) => body.equals(segment))).toBe(true);
  await rm(join(root, 'live/b/x'), { recursive: true });
  expect((await ask(`/${segmentPath}`)).status).toBe(200); // from memory, until told
  server.changed(['live/b/x']);
  expect((await ask(`/${segmentPath}`)).status).toBe(404);
});

test('the network: a second address on the same port while allowed, its connections cut when no longer', async () => {
  const reach = () => ask(`/${segmentPath}`, {}, 'GET', '127.0.0.2').then(({ status }) => status);
  await expect(reach()).rejects.toThrow();
  expect(await server.setLan(true)).toEqual(['127.0.0.2']);
  expect(await reach()).toBe(200);
  const socket = connect(port, '127.0.0.2');
  await once(socket, 'connect');
  socket.write(`GET /${segmentPath} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await once(socket, 'data');
  const closed = once(socket, 'close');
  socket.on('error', () => undefined);
  expect(await server.setLan(false)).toEqual([]);
  await closed;
  await expect(reach()).rejects.toThrow();
  expect((await ask(`/${segmentPath}`)).status).toBe(200);
});
