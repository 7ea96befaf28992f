import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { engineOf } from './beside-page.js';
import { foreignServer } from './foreign-server.js';
import { launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-scheme-'));
  ({ app, page } = await launchApp(home));
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
});

test.afterEach(async () => {
  await app.close();
  await rm(home, { recursive: true, force: true });
});

test('gives of its own scheme the built studio, to be read, and nothing else', async () => {
  const asked = (url: string, method = 'GET') =>
    page.evaluate(
      async ([to, how]) => {
        try {
          const answer = await fetch(to, { method: how });
          return { status: answer.status, text: (await answer.text()).slice(0, 100) };
        } catch {
          return 'refused';
        }
      },
      [url, method] as const,
    );
  expect(await asked('app://studio/')).toMatchObject({ status: 200, text: expect.stringMatching(/^<!doctype html>/i) });
  for (const url of [
    'app://studio/../../etc/passwd',
    'app://studio/..%2f..%2f..%2f..%2f..%2fetc/passwd',
    'app://studio/%2e%2e/%2e%2e/main/index.cjs',
    'app://studio/..%2fmain%2findex.cjs',
    'app://studio/..\\main\\index.cjs',
    'app://studio/..%5cmain%5cindex.cjs',
    'app://studio/assets/',
    'app://studio/package.json',
    'app://studio/.stamp',
    'app://studio//etc/passwd',
    'app://studio/file:///etc/passwd',
  ]) {
    expect([url, await asked(url)]).toEqual([url, { status: 404, text: '404' }]);
  }
  for (const url of ['app://other/', 'app://studio.evil/', 'file:///etc/passwd', 'https://example.invalid/']) {
    expect([url, await asked(url)]).toEqual([url, 'refused']);
  }
  for (const path of ['/', '/api/session', '/api/assets']) {
    for (const method of ['POST', 'PUT', 'DELETE']) expect(await asked(path, method)).toMatchObject({ status: 405 });
  }
  const policy = await page.evaluate(() => fetch('/').then(({ headers }) => headers.get('content-security-policy')));
  expect(policy).toContain("default-src 'none'; script-src 'self';");
});

test('the page has no way to the app’s session, and without it the engine answers nobody', async () => {
  const base = engineOf(page);
  const status = async (headers: Record<string, string>) => (await fetch(`${base}/api/session`, { headers })).status;
  expect(await status({ origin: 'app://studio' })).toBe(401);
  expect(await status({ origin: 'app://studio', authorization: `Bearer ${'0'.repeat(64)}` })).toBe(401);
  const held = await page.evaluate(async () => {
    const kept = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href];
    const answer = await fetch('/api/session');
    return [...kept, JSON.stringify([...answer.headers]), JSON.stringify(window.host)].join(' ');
  });
  // sessions are that long
  expect(held).not.toMatch(/[0-9a-f]{64}/);
  expect(await app.evaluate(({ session }) => session.defaultSession.cookies.get({}))).toEqual([]);
});

/** Takes away what keeps frames out (security.spec.ts): what stands behind that is looked at. */
async function letFramesIn(): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.removeAllListeners('will-frame-navigate');
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.enable');
  await devtools.send('Page.setBypassCSP', { enabled: true });
  // a page has its policy from its beginning
  await page.reload();
}

test('another page of this computer, were it in a frame, gets nothing of the studio or of the engine', async () => {
  const foreign = await foreignServer();
  const url = `http://127.0.0.1:${foreign.port}/frame`;
  await letFramesIn();
  await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src })), url);
  await expect.poll(() => page.frames().map((frame) => frame.url())).toContain(url);
  const frame = page.frames().find((one) => one.url() === url);
  const got = await frame?.evaluate(async (engine) => {
    const text = (ask: Promise<Response>) => ask.then((answer) => answer.status).catch(() => 'refused');
    const event = (on: EventTarget, good: string) =>
      new Promise((resolve) => {
        on.addEventListener(good, () => resolve('open'));
        on.addEventListener('error', () => resolve('refused'));
      });
    const body = new Blob(['x'], { type: 'application/octet-stream' });
    return {
      title: document.title,
      page: await text(fetch('app://studio/')),
      session: await text(fetch('app://studio/api/session')),
      blind: await text(fetch('app://studio/api/session', { mode: 'no-cors' })),
      image: await event(Object.assign(new Image(), { src: 'app://studio/api/assets/x.png' }), 'load'),
      upload: await text(fetch(`${engine}/api/assets`, { method: 'POST', body })),
      socket: await event(new WebSocket(`${engine.replace('http', 'ws')}/trpc`), 'open'),
      host: typeof Reflect.get(window, 'host'),
    };
  }, engineOf(page));
  expect(got).toEqual({
    title: 'Foreign',
    page: 'refused',
    session: 'refused',
    blind: 'refused',
    image: 'refused',
    upload: 'refused',
    socket: 'refused',
    host: 'undefined',
  });
  foreign.close();
});
