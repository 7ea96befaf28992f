import { expect, test, type Page } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expectNoViolations } from './studio-axe.js';
import { ViewerSite } from './viewer-site.js';

const shots = 'test-results/viewer';

let site: ViewerSite;
/** A page of somebody else's, at an origin of its own. */
let host: Server;
let body = '';
test.beforeAll(async () => {
  site = await ViewerSite.start();
  host = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Blog</title>${body}`);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});
test.afterAll(async () => {
  host.closeAllConnections();
  await new Promise((resolve) => host.close(resolve));
  await site.stop();
});

const hostUrl = (): string => `http://localhost:${(host.address() as AddressInfo).port}/`;

test('the code of the share menu shows the player on another page, which loads nothing before it is wanted', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const hostile = 'Harbour "><script>document.body.dataset.hacked=1</script>';
  const broadcast = await site.add(hostile, { poster: true });
  await broadcast.goLive();
  await page.goto(site.urlOf(broadcast));
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: 'Copy embed code' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain(`src="${site.urlOf(broadcast, 'embed.html')}"`);

  body = code;
  const before = site.server.requests.length;
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  await page.goto(hostUrl());
  const frame = page.frameLocator('iframe');
  const play = frame.getByRole('button', { name: 'Play', exact: true });
  await expect(play).toBeVisible();
  expect(await page.evaluate(() => document.body.dataset['hacked'])).toBeUndefined();
  const idle = site.server.requests.slice(before);
  expect(idle.filter((path) => /\.(m3u8|m4s|mp4)$/.test(path))).toEqual([]);
  await page.screenshot({ path: `${shots}/embed-offer.png` });
  await play.click();
  const video = frame.locator('video');
  const time = (): Promise<number> => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(time).toBeGreaterThan(0);
  const then = await time();
  await expect.poll(time).toBeGreaterThan(then + 2);
  const link = frame.getByRole('link', { name: /Harbour/ });
  await expect(link).toHaveAttribute('target', '_blank');
  const whole = await link.evaluate((anchor: HTMLAnchorElement) => anchor.href);
  expect(whole).toBe(site.urlOf(broadcast));
  expect(messages.filter((text) => /content security|refused/i.test(text))).toEqual([]);
});

async function expectFilled(page: Page): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const box = await page.locator('.player').boundingBox();
  expect([box?.x, box?.y, box?.width, box?.height]).toEqual([0, 0, width, height]);
  const overflow = await page.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ]);
  expect(overflow).toEqual([0, 0]);
}

test('fills its frame from 200 px on, in every state, and begins at once where asked to', async ({ page }) => {
  const broadcast = await site.add('Painting the harbour at dusk, with questions from the chat', { poster: true });
  await broadcast.goLive(6);
  await page.goto(`${site.urlOf(broadcast, 'embed.html')}?autoplay=1&t=0`);
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(1);
  const sizes = [
    { width: 200, height: 112 },
    { width: 360, height: 203 },
    { width: 640, height: 360 },
    { width: 300, height: 500 },
  ];
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.locator('.player').dispatchEvent('focusin');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await expectFilled(page);
    await page.screenshot({ path: `${shots}/embed-live-${size.width}.png` });
    const row = await page.locator('.control-row').boundingBox();
    expect((row?.x ?? -1) >= 0 && (row?.x ?? 0) + (row?.width ?? 0) <= size.width).toBe(true);
    const last = await page.locator('.control-row > :not([hidden])').last().boundingBox();
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(size.width);
    await expectNoViolations(page);
  }
  await broadcast.end();
  await page.setViewportSize({ width: 200, height: 112 });
  await expect(page.getByText('The stream has ended')).toBeVisible();
  await expectFilled(page);
  await page.screenshot({ path: `${shots}/embed-ended-200.png` });
});

test('the page says where its player is to sites that know the link alone', async ({ page }) => {
  const broadcast = await site.add('Discovered');
  await page.goto(site.urlOf(broadcast));
  const discovery = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
  expect(discovery).toBe(site.urlOf(broadcast, 'oembed.json'));
  const answer = (await (await page.request.get(discovery ?? '')).json()) as Readonly<Record<string, unknown>>;
  expect(answer).toMatchObject({ version: '1.0', type: 'video', title: 'Discovered', author_name: 'Ada Live' });
  body = String(answer['html']);
  await page.goto(hostUrl());
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('of a channel: whatever is live there, once it is', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const embed = site.channelUrl.replace('index.html', 'embed.html');
  body = `<iframe src="${embed}?autoplay=1" width="320" height="180"></iframe>`;
  await page.goto(hostUrl());
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('Ada Live is offline')).toBeVisible();
  await page.locator('iframe').screenshot({ path: `${shots}/embed-channel-offline.png` });
  const broadcast = await site.add('Live in a frame');
  await broadcast.goLive();
  site.live = broadcast;
  await expect(frame.getByText('Ada Live is offline')).toBeHidden();
  const time = (): Promise<number> =>
    frame.locator('video').evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(time).toBeGreaterThan(1);
  await expect(frame.getByRole('link', { name: 'Live in a frame' })).toHaveAttribute('href', './index.html');

  await page.goto(site.channelUrl);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: 'Copy embed code' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`<iframe src="${embed}" `);
  site.live = null;
});
