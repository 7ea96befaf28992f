import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerPage } from './answer-page.js';

const film = Buffer.alloc(300_000, 7);
const secret = { origin: 'app://studio', authorization: 'Bearer secret' };

let home: string;
let folder: string;
let server: Server;
let port: number;
let seen: IncomingMessage[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-page-'));
  folder = join(home, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<title>Studio</title>');
  await writeFile(join(folder, 'assets', 'a-1.js'), 'void 0;');
  for (const name of ['a-1.js.map', '.hidden.js', 'notes.txt']) await writeFile(join(folder, 'assets', name), 'no');
  await writeFile(join(home, 'outside.js'), 'outside');
  await symlink(join(home, 'outside.js'), join(folder, 'assets', 'link.js'));
  await symlink(home, join(folder, 'away'));
  seen = [];
  // as the engine answers
  server = createServer((request, response) => {
    seen.push(request);
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (request.url === '/api/session') return void response.writeHead(204).end();
    response.writeHead(from > 0 ? 206 : 200, {
      'content-type': 'video/mp4',
      'content-length': film.length - from,
      'content-security-policy': 'sandbox',
      'keep-alive': 'timeout=5',
    });
    response.end(film.subarray(from));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true });
});

const ask = (url: string, init: RequestInit = {}) =>
  answerPage(new Request(url, init), { folder, engine: { port, headers: secret } });

test('gives the page and its files, with the studio’s policy', async () => {
  const page = await ask('app://studio/?engine=1');
  expect([page.status, await page.text()]).toEqual([200, '<title>Studio</title>']);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).toContain(` ws://127.0.0.1:${port} `);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const script = await ask('app://studio/assets/a-1.js');
  expect([script.status, await script.text()]).toEqual([200, 'void 0;']);
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const head = await ask('app://studio/index.html', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(seen).toEqual([]);
});

test.each([
  'app://studio/none.js',
  'app://studio/assets',
  'app://studio/assets/',
  'app://studio/assets/a-1.js/',
  'app://studio//assets/a-1.js',
  'app://studio/assets/a-1.js.map',
  'app://studio/assets/.hidden.js',
  'app://studio/assets/notes.txt',
  // what lies outside, or seems to
  'app://studio/assets/link.js',
  'app://studio/away/outside.js',
  'app://studio/../outside.js',
  'app://studio/%2e%2e/outside.js',
  'app://studio/..%2foutside.js',
  'app://studio/assets/..%2f..%2foutside.js',
  'app://studio/..\\outside.js',
  'app://studio/..%5coutside.js',
  'app://studio/%252e%252e/outside.js',
  'app://studio/assets/a-1.js%00.js',
  'app://studio/assets/a-1.js::$DATA',
  'app://studio/C:/outside.js',
  'app://studio/etc/passwd',
  // another host, or somebody's name
  'app://other/index.html',
  'app://studio:80/index.html',
])('gives nothing for %s', async (url) => {
  const answer = await ask(url);
  expect([answer.status, await answer.text()]).toEqual([404, '404']);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(seen).toEqual([]);
});

test('is only read', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    for (const path of ['/', '/assets/a-1.js', '/api/assets']) {
      const answer = await ask(`app://studio${path}`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  }
  expect(seen).toEqual([]);
});

test('reads of the engine in the app’s session: whole, in part, and what there is of it', async () => {
  const whole = await ask('app://studio/api/assets/a.mp4?x=%20y', {
    headers: { authorization: 'Bearer forged', cookie: 'forged=1', 'accept-encoding': 'gzip', 'x-other': '1' },
  });
  expect(Buffer.from(await whole.arrayBuffer()).equals(film)).toBe(true);
  // as the engine says it: of a file that was sent in nothing may run
  expect(whole.headers.get('content-security-policy')).toBe('sandbox');
  expect(whole.headers.get('keep-alive')).toBeNull();
  expect(seen[0]?.url).toBe('/api/assets/a.mp4?x=%20y');
  expect(seen[0]?.headers).toMatchObject({ ...secret, host: `127.0.0.1:${port}` });
  for (const name of ['cookie', 'accept-encoding', 'x-other']) expect(seen[0]?.headers[name]).toBeUndefined();
  const part = await ask('app://studio/api/assets/a.mp4', { headers: { range: 'bytes=299990-' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
  const head = await ask('app://studio/api/assets/a.mp4', { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '300000', '']);
  expect((await ask('app://studio/api/session')).status).toBe(204);
});

test('who stops reading ends the engine’s answer', async () => {
  const closed = new Promise<boolean>((resolve) => {
    server.removeAllListeners('request');
    server.on('request', (_request, response) => {
      response.on('close', () => resolve(response.writableFinished));
      response.writeHead(200, { 'content-length': 1e9 });
      const write = (): void => {
        while (response.write(film));
        response.once('drain', write);
      };
      write();
    });
  });
  const answer = await ask('app://studio/api/assets/long.mp4');
  const reader = answer.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  await reader?.cancel();
  expect(await closed).toBe(false);
});

test('an engine that is away is an error of the network, and so is none', async () => {
  server.close();
  await once(server, 'close');
  expect((await ask('app://studio/api/session')).type).toBe('error');
  const early = await answerPage(new Request('app://studio/'), { folder, engine: { port: null, headers: secret } });
  expect(early.type).toBe('error');
  // the page itself is there all the same
  expect((await ask('app://studio/')).status).toBe(200);
});

test('whoever has the port of an engine that is gone is asked nothing', async () => {
  const away = { folder, engine: { port, headers: null } };
  expect((await answerPage(new Request('app://studio/api/session'), away)).type).toBe('error');
  expect((await answerPage(new Request('app://studio/'), away)).status).toBe(200);
  expect(seen).toEqual([]);
});
