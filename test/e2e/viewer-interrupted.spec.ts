import { expect, test, type Page } from '@playwright/test';
import { expectNoReload, expectPlaying, goToEdge, markDocument, picture, watchFaults } from './live-page.js';
import type { TestBroadcast } from './viewer-broadcast.js';
import { ViewerSite } from './viewer-site.js';

const hourMs = 3_600_000;

let site: ViewerSite;
test.beforeAll(async () => {
  site = await ViewerSite.start();
});
test.afterAll(() => site.stop());

const title = (page: Page) => page.getByText('The stream was interrupted');
const looks = (): number => site.server.requests.filter((path) => path.endsWith('/lease.json')).length;

/** A broadcast whose studio died an hour ago, and left everything as it was. */
async function left(name: string): Promise<TestBroadcast> {
  const broadcast = await site.add(name);
  broadcast.hasLease = true;
  broadcast.filmedAgoMs = hourMs;
  site.leaseAgeMs = hourMs;
  await broadcast.goLive(12);
  await broadcast.die();
  return broadcast;
}

test('a studio that died is not live for ever: from the start meanwhile, and live when it is back', async ({
  page,
}) => {
  const faults = watchFaults(page);
  const broadcast = await left('Left behind');
  broadcast.hasHistory = true;
  const before = looks();
  await page.goto(site.urlOf(broadcast));
  await markDocument(page);
  await expect(title(page)).toBeVisible();
  await expect(page.locator('.facts')).toHaveText(/^Interrupted · began /);
  await expect(page.locator('.live')).toBeHidden();

  await page.getByRole('button', { name: 'Watch from the start' }).first().click();
  await expect(title(page)).toBeHidden();
  await expect.poll(async () => (await picture(page)).time).toBeLessThan(6);
  await expectPlaying(page, 2);
  await expect(page.locator('.facts')).toHaveText(/^Interrupted/);
  // to its end, where nothing follows
  await expect(title(page)).toBeVisible();
  // while there was something to play nobody asked
  expect(looks() - before).toBe(1);

  site.leaseAgeMs = 2_000;
  broadcast.filmedAgoMs = 0;
  await broadcast.resume();
  await expect(title(page)).toBeHidden();
  await expect(page.locator('.facts')).toHaveText(/^Live since /);
  await goToEdge(page);
  await expectPlaying(page, 2);
  await expectNoReload(page);
  expect(faults).toEqual([]);
});

test('on the channel page, too, which goes over to what is live then', async ({ page }) => {
  const broadcast = await left('Left on the channel');
  site.live = broadcast;
  await page.goto(site.channelUrl);
  await expect(title(page)).toBeVisible();
  const next = await site.add('The next one');
  next.hasLease = true;
  site.leaseAgeMs = 0;
  await next.goLive();
  site.live = next;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The next one');
  await expectPlaying(page, 2);
  site.live = null;
});

test('an encoder that is gone for a moment is no studio that is', async ({ page }) => {
  const broadcast = await site.add('Only paused');
  broadcast.hasLease = true;
  broadcast.filmedAgoMs = hourMs;
  site.leaseAgeMs = 4_000;
  await broadcast.goLive();
  const before = looks();
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page, 1);
  expect(looks()).toBe(before);
  await broadcast.drop();
  await expect(page.getByText('The stream is paused', { exact: true })).toBeVisible();
  await expect.poll(looks).toBe(before + 1);
  await expect(page.getByText('The stream is paused', { exact: true })).toBeVisible();
  await expect(page.locator('.facts')).toHaveText(/^Live since /);
});
