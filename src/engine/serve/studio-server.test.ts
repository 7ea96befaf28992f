import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testCommands, testLog } from '../../../test/servers/studio-fixture.js';
import { openStudio, type StudioClients } from '../../../test/servers/studio-clients.js';
import { systemClock } from '../clock.js';
import { createStudioServer } from './studio-server.js';

let studio: StudioClients;
beforeEach(async () => {
  studio = await openStudio();
});
afterEach(() => studio.close());

test('the printed URL carries a token that opens exactly one session', async () => {
  const { exchange, server, base } = studio;
  const url = new URL(server.studioUrl());
  const token = /^#token=([0-9a-f]{64})$/.exec(url.hash)?.[1] ?? '';
  const first = await exchange(token);
  expect(first.status).toBe(204);
  const cookie = first.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(new RegExp(`^headwater_${server.port}=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict$`));
  expect((await exchange(token)).status).toBe(401);
  const mine = await fetch(`${base}/api/session`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(mine.status).toBe(204);
  expect((await fetch(`${base}/api/session`)).status).toBe(401);
});

test('a token is taken from our own pages only', async () => {
  const { exchange, upgradeStatus, server } = studio;
  const token = server.mintToken();
  expect((await exchange(token, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await exchange(token, { 'content-type': 'text/plain' })).status).toBe(415);
  // an engine that the desktop app did not start knows no such page
  expect((await exchange(token, { origin: 'app://studio' })).status).toBe(403);
  expect((await exchange(token)).status).toBe(204);
  expect(await upgradeStatus({ origin: 'app://studio', cookie: await studio.openCookie() })).toBe(403);
});

test('the engine of the desktop app gives it a session, which its main process shows for the page', async () => {
  const app = await openStudio({ allowsApp: true });
  const origin = 'app://studio';
  const taken = await app.exchange(app.server.mintToken(), { origin });
  expect([taken.status, taken.headers.get('set-cookie')]).toEqual([200, null]);
  const { session } = (await taken.json()) as { session: string };
  const authorization = `Bearer ${session}`;
  for (const path of ['/trpc', '/feed']) {
    expect(await app.upgradeStatus({ origin, authorization }, path)).toBe(101);
    expect(await app.upgradeStatus({ origin }, path)).toBe(401);
    expect(await app.upgradeStatus({ origin, authorization: `Bearer ${'0'.repeat(64)}` }, path)).toBe(401);
    // it is for that origin alone
    expect(await app.upgradeStatus({ origin: app.base, authorization }, path)).toBe(401);
    expect(await app.upgradeStatus({ authorization }, path)).toBe(403);
    expect(await app.upgradeStatus({ origin: 'app://other', authorization }, path)).toBe(403);
    // and the app's origin alone is none
    expect(await app.upgradeStatus({ origin, cookie: await app.openCookie() }, path)).toBe(401);
  }
  const asked = (headers: Record<string, string>) => fetch(`${app.base}/api/session`, { headers });
  expect((await asked({ origin, authorization })).status).toBe(204);
  expect((await asked({ authorization })).status).toBe(401);
  await app.close();
});

test('a socket needs our Host, our Origin and a session', async () => {
  const { openCookie, upgradeStatus, server, base } = studio;
  const cookie = await openCookie();
  expect(await upgradeStatus({ origin: base, cookie })).toBe(101);
  expect(await upgradeStatus({ origin: base })).toBe(401);
  expect(await upgradeStatus({ origin: base, cookie: `headwater_${server.port}=${'0'.repeat(64)}` })).toBe(401);
  expect(await upgradeStatus({ origin: base, cookie: cookie.replace(/_\d+=/, '_1=') })).toBe(401);
  expect(await upgradeStatus({ cookie })).toBe(403);
  expect(await upgradeStatus({ origin: 'http://evil.example', cookie })).toBe(403);
  expect(await upgradeStatus({ origin: 'null', cookie })).toBe(403);
  for (const bad of [
    'evil.example',
    `evil.example:${server.port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `[::1]:${server.port}`,
  ]) {
    expect(await upgradeStatus({ host: bad, origin: `http://${bad}`, cookie })).toBe(403);
  }
  // any other path: no upgrade, with or without a session
  expect(await upgradeStatus({ origin: base, cookie }, '/index.html')).toBe(404);
  expect(await upgradeStatus({ origin: base }, '/index.html')).toBe(401);
});

test('the feed has a socket of its own, behind the same checks', async () => {
  const { openCookie, upgradeStatus, fed, base } = studio;
  const cookie = await openCookie();
  expect(await upgradeStatus({ origin: base }, '/feed')).toBe(401);
  expect(await upgradeStatus({ cookie }, '/feed')).toBe(403);
  expect(await upgradeStatus({ origin: 'http://evil.example', cookie }, '/feed')).toBe(403);
  expect(await upgradeStatus({ host: 'evil.example', origin: base, cookie }, '/feed')).toBe(403);
  expect(fed).toEqual([]);
  expect(await upgradeStatus({ origin: base, cookie }, '/feed')).toBe(101);
  expect(fed).toHaveLength(1);
  expect((await fetch(`${base}/feed`)).status).toBe(426);
});

test('files: page for navigations, strict headers, nothing outside, right statuses', async () => {
  const { rawGet, server, base } = studio;
  const page = await fetch(`${base}/recordings/x`, { headers: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([200, '<title>Studio</title>']);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain(`ws://127.0.0.1:${server.port} `);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const script = await fetch(`${base}/assets/a-1.js`);
  expect([script.status, script.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  const status = async (path: string, init?: RequestInit) => (await fetch(`${base}${path}`, init)).status;
  expect(await status('/assets/none.js')).toBe(404);
  expect(await status('/.hidden')).toBe(404);
  expect(await status('/trpc')).toBe(426);
  expect(await status('/index.html', { method: 'DELETE' })).toBe(405);
  expect(await status('/api/session', { method: 'PUT' })).toBe(405);
  expect(await status('/trpc/startTest', { method: 'POST' })).toBe(405);
  for (const path of ['/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt']) {
    const answer = await rawGet(path);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('beyond');
  }
  expect(await rawGet('/', 'evil.example')).toMatch(/^HTTP\/1\.1 403 /);
});

test('a busy port moves to the next free one; a stop closes open sockets', async () => {
  const { openCookie, openRaw, server, store, base } = studio;
  const blocker = createServer();
  blocker.listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const address = blocker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const other = createStudioServer({
    store,
    rendererDir: tmpdir(),
    findExport: () => ({ file: '', fileName: '' }),
    port,
    clock: systemClock,
    log: testLog(),
    queries: { revealKey: () => Promise.resolve({ key: '' }) },
    commands: testCommands,
  });
  await other.start();
  expect(other.port).not.toBe(port);
  await other.stop('test');
  await new Promise((resolve) => blocker.close(resolve));

  const { socket } = await openRaw({ cookie: await openCookie() });
  const closed = once(socket, 'close');
  await Promise.all([server.stop('test'), server.stop('test')]);
  await closed;
  await expect(fetch(base)).rejects.toThrow();
});

test('a finished export is downloaded under its own name, by an open session only', async () => {
  const { base, openCookie } = studio;
  expect((await fetch(`${base}/api/export/done`)).status).toBe(401);
  const headers = { cookie: await openCookie() };
  const missing = await fetch(`${base}/api/export/other`, { headers });
  expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'recording.not-found' }]);
  const answer = await fetch(`${base}/api/export/done`, { headers });
  expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''%C3%89t%C3%A9%20%22live%22.mp4");
  expect(await answer.text()).toBe('beyond the root');
});
