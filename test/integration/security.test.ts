import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { broadcastJsonSchema, channelJsonSchema } from '../../src/shared/published.js';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { ffprobeCalls, stepOnTripwire } from './support/only-ffmpeg.js';
import { canSeeProcesses, noProcessLeft, ownProcesses } from './support/own-processes.js';
import type { Push } from './support/push.js';

const hostileTitles = [
  '<script>alert(1)</script>',
  `"'><img src=x onerror=alert(1)>&amp;&lt;`,
  '</title></script><!-- --> ${1} {{1}} <%= 1 %>',
  '\u202egnp.egassem\u202c \u2066‮ mixed \u05d0\u05d1\u05d2',
  `${'x'.repeat(198)}😀`,
  '% %00 ../../etc/passwd \\" \u2028 \u2029 \u0007',
];

let media: Media;
let server: TestEngine;
let push: Push;
let broadcastId: string;
let originBase: URL;
let studioBase: URL;
let token: string;
let key: string;

/** One broadcast that is live all the while. */
beforeAll(async () => {
  media = await Media.create();
  const clip = await NumberedClip.make(media);
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  const url = await server.pushUrl();
  key = url.split('/').at(-1) ?? '';
  push = clip.push(url);
  const broadcast = await server.untilPlayable();
  broadcastId = broadcast.id;
  originBase = new URL('./', broadcast.links.find(({ kind, reach }) => kind === 'watch' && reach === 'computer')?.url);
  const studioUrl = new URL(server.engine.studioUrl());
  token = studioUrl.hash.slice('#token='.length);
  studioBase = new URL('/', studioUrl);
});
afterAll(async () => {
  await push.kill();
  await server.stop();
  await noProcessLeft();
  await media.remove();
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A request as it is written, which fetch would tidy up. */
function ask(
  base: URL,
  requestPath: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = base;
    const sent = httpRequest({ hostname, port, path: requestPath, agent: false, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.once('error', reject).end();
  });
}

describe('a hostile title', () => {
  const channelFolder = (): string => path.join(server.dataDir, 'archive', 'live');
  const broadcastFolder = (): string => path.join(channelFolder(), 'b', broadcastId);
  const rename = (title: string): Promise<unknown> =>
    server.engine.commands.renameBroadcast({ commandId: randomUUID(), broadcastId, title });
  const told = {
    page: async () => unescaped(/property="og:title" content="([^"]*)"/.exec(await page())?.[1] ?? ''),
    broadcast: async () =>
      broadcastJsonSchema.parse(JSON.parse(await readFile(path.join(broadcastFolder(), 'broadcast.json'), 'utf8')))
        .title,
    channel: async () =>
      channelJsonSchema.parse(JSON.parse(await readFile(path.join(channelFolder(), 'channel.json'), 'utf8'))).live
        ?.title,
  };
  const page = (): Promise<string> => readFile(path.join(broadcastFolder(), 'index.html'), 'utf8');
  let plainTags: string[];

  beforeAll(async () => {
    // the poster comes with an element of its own
    await server.until('a poster', ({ recordings }) => recordings[0]?.posterUrl ?? null);
    await rename('Plain');
    await eventually('a page with its poster', async () => {
      const text = await page();
      return text.includes('<title>Plain ') && text.includes('og:image') ? true : null;
    });
    plainTags = tagsOf(await page());
  });

  test.each(hostileTitles)('is text everywhere: %j', async (title) => {
    await rename(title);
    for (const [where, read] of Object.entries(told)) {
      await eventually(`the new title in ${where}`, async () =>
        // a page has spaces for control characters
        [title, title.replace(/\p{Cc}/gu, ' ')].includes((await read()) ?? '') ? true : null,
      );
    }
    // whatever the title is, the page has the elements that it has without it
    expect(tagsOf(await page())).toEqual(plainTags);
    const served = await (await fetch(new URL('index.html', originBase))).text();
    expect(served).toBe(await page());
  });
});

function tagsOf(text: string): string[] {
  return [...text.matchAll(/<\/?([a-z][a-z0-9-]*)/gi)].map(([, name]) => (name ?? '').toLowerCase());
}

/** The text that a browser shows for it. */
function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
  return text.replace(/&([a-z]+|#\w+);/g, (whole, name: string) => named[name] ?? whole);
}

describe('the origin', () => {
  const traversals = [
    '/../headwater.sqlite',
    '/live/../../headwater.sqlite',
    '/live/%2e%2e/%2e%2e/headwater.sqlite',
    '/live/..%2f..%2fheadwater.sqlite',
    '/live/..%5c..%5cheadwater.sqlite',
    '/live/....//....//headwater.sqlite',
    '//etc/passwd',
    '/live/b/%00/index.html',
    '/live/b/%/index.html',
    '/%c0%ae%c0%ae/%c0%ae%c0%ae/headwater.sqlite',
    'http://elsewhere/../headwater.sqlite',
    '/.env',
    '/live/.hidden/index.html',
    '/headwater.sqlite',
    `/${'a/'.repeat(4000)}index.html`,
  ];
  test.each(traversals)('keeps to what is published: %s', async (requestPath) => {
    const { status, body } = await ask(originBase, requestPath);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/SQLite|root:/);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('takes no %s', async (method) => {
    const { status } = await ask(originBase, `${originBase.pathname}index.html`, { method });
    expect(status).toBe(405);
  });

  test('shows no segment that is being written, though it lies in the folder', async () => {
    const folder = path.join(server.dataDir, 'archive', originBase.pathname);
    const names = await readdir(folder, { recursive: true });
    const open = names.filter((name) => name.endsWith('.open'));
    expect(open.length).toBeGreaterThan(0);
    for (const name of open) expect((await ask(originBase, `${originBase.pathname}${name}`)).status).toBe(404);
  });

  test('answers nonsense with an error and goes on', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(originBase.port), '127.0.0.1', () => socket.write('\0\xff GET / HTTP/9.9\r\n\r\n'));
      let heard = '';
      socket.on('data', (data) => (heard += data.toString('latin1')));
      socket.once('error', () => undefined).once('close', () => resolve(heard));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 |^$/);
    const ranges = ['bytes=9999999999-', 'bytes=-0', 'bytes=5-2', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=a-b'];
    for (const range of ranges) {
      const { status } = await ask(originBase, `${originBase.pathname}index.html`, { headers: { range } });
      expect([range, [200, 206, 416].includes(status)]).toEqual([range, true]);
    }
    expect((await ask(originBase, `${originBase.pathname}master.m3u8`)).status).toBe(200);
  });
});

describe("the studio's socket", () => {
  const refused = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://${studioBase.host}/trpc`, { headers });
      socket.once('unexpected-response', (sent, response) => {
        sent.destroy();
        resolve(response.statusCode ?? 0);
      });
      socket.once('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('error', () => undefined);
    });

  test('is closed to foreign pages, foreign names and those without a session', async () => {
    const origin = studioBase.origin;
    const opened = await fetch(new URL('/api/session', studioBase), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token }),
    });
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await refused({ origin, cookie })).toBe(101);
    expect(await refused({ origin })).toBe(401);
    expect(await refused({ origin, cookie: `${cookie}0` })).toBe(401);
    expect(await refused({ origin: 'http://evil.example', cookie })).toBe(403);
    expect(await refused({ origin: 'null', cookie })).toBe(403);
    expect(await refused({ cookie })).toBe(403);
    expect(await refused({ origin: 'http://evil.example', host: 'evil.example', cookie })).toBe(403);
    // the token in the printed URL works once
    const again = await fetch(new URL('/api/session', studioBase), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token }),
    });
    expect(again.status).toBe(401);
  });
});

describe('secrets', () => {
  test.skipIf(!canSeeProcesses)('are in no log, no command line of the product and no state', async () => {
    const logFolder = path.join(server.dataDir, 'logs');
    const logs = await Promise.all(
      (await readdir(logFolder)).map((name) => readFile(path.join(logFolder, name), 'utf8')),
    );
    const log = logs.join('\n');
    expect(log).toContain('an encoder publishes');
    const commands = ownProcesses().filter(({ command }) => !command.includes('-stream_loop'));
    expect(commands.some(({ command }) => command.includes('rtmp://127.0.0.1'))).toBe(true);
    const state = JSON.stringify(server.state);
    for (const secret of [key, token]) {
      expect(secret.length).toBeGreaterThan(15);
      expect(log.includes(secret)).toBe(false);
      expect(commands.filter(({ command }) => command.includes(secret))).toEqual([]);
      expect(state.includes(secret)).toBe(false);
    }
  });
});

describe('ffprobe', () => {
  test('is called by nobody, and a call would be seen', async () => {
    const record = media.file('ffprobe-calls');
    expect(stepOnTripwire(record)).toBe(97);
    expect(ffprobeCalls(record)).toEqual([expect.stringMatching(/^\d+ ffprobe -version$/)]);
    expect(ffprobeCalls()).toEqual([]);
  });
});
