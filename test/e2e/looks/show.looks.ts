import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { clickScreen } from '../studio-whole-click.js';
import { screenSize } from '../studio-whole-screen.js';
import { expectGrowth } from '../studio-whole-show.js';
import { goLive, pill, sourceRow } from '../studio-whole-steps.js';
import { test } from './looks-bench.js';

test('a show: connecting, live, paused, cut, the engine gone, ending, ended', async ({ bench }) => {
  const { page, line, engine, look } = bench;
  await sourceRow(page, 'Screen').getByRole('button', { name: 'Choose what to share' }).click();
  await page.getByLabel('Title of the broadcast').fill('Drawing a river valley');
  await page.keyboard.press('Enter');
  line.cutFeed();
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(pill(page)).toHaveText('Connecting');
  await look('connecting', ['laptop', 'desk']);
  line.mend();
  await expect(pill(page)).toHaveText('Live');
  await look('live', ['laptop', 'desk', 'doubled']);
  await page.getByRole('button', { name: 'Clip 30 s' }).click();
  await expect(page.getByText('The clip is ready')).toBeVisible();
  await look('clip-made', ['laptop', 'desk']);
  await page.getByRole('button', { name: /^Pause/ }).click();
  await expect(pill(page)).toHaveText('Paused');
  await look('paused', ['laptop', 'desk']);
  await page.getByRole('button', { name: 'Show again' }).click();
  line.cutFeed();
  await expect(pill(page)).toHaveText('Reconnecting');
  await look('feed-cut', ['laptop', 'desk']);
  line.mend();
  await expect(pill(page)).toHaveText('Live');
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await look('end-ask');
  await page.getByRole('button', { name: 'End broadcast' }).click();
  await expect(page.getByRole('button', { name: 'Stay on air' })).toBeVisible();
  await page.screenshot({ path: 'test-results/looks/leaving-desk-dark.jpg', type: 'jpeg', quality: 90 });
  await page.getByRole('button', { name: 'End now' }).click();
  await expect(pill(page)).toHaveText('Ended');
  await look('ended', ['laptop', 'desk']);
  await page.getByRole('link', { name: 'Library', exact: true }).first().click();
  await expect(page.getByText('Drawing a river valley').first()).toBeVisible();
  await look('library', ['laptop', 'desk', 'doubled']);
  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(pill(page)).toHaveText('Live');
  await engine.kill();
  await expect(pill(page)).not.toHaveText('Live');
  await look('engine-gone', ['laptop', 'desk']);
  await engine.restart();
});

test('a source that is gone, a show that another source is in the way of, and its start afterwards', async ({
  bench,
}) => {
  const { page, line, engine, display, look } = bench;
  await sourceRow(page, 'Screen').getByRole('button', { name: 'Choose what to share' }).click();
  await expect(sourceRow(page, 'Screen').getByText(/share|Asking/i)).toHaveCount(0);
  await clickScreen(display, Math.round(screenSize.width * 0.64), Math.round(screenSize.height * 0.943));
  await expect(sourceRow(page, 'Screen')).toContainText('Sharing was stopped');
  await look('source-gone', ['laptop', 'desk']);
  line.cutFeed();
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(pill(page)).toHaveText('Connecting');
  await engine.studio.client.startTest.mutate({ commandId: randomUUID() });
  await expect(page.getByText('Something else is on air')).toBeVisible();
  await look('busy');
  line.mend();
  await engine.end();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await look('starting');
});

test('recording without going live', async ({ bench: { page, look } }) => {
  await page.getByRole('button', { name: 'More ways to begin' }).click();
  await page.getByRole('menuitem', { name: /^Record without/ }).click();
  await expect(pill(page)).toHaveText('Recording');
  await look('recording', ['laptop', 'desk']);
});

test('rehearsing', async ({ bench: { page, look } }) => {
  await page.getByRole('button', { name: 'More ways to begin' }).click();
  await page.getByRole('menuitem', { name: /^Rehearse/ }).click();
  await expect(pill(page)).toHaveText('Rehearsal');
  await look('rehearsal-running');
  await expect(page.getByRole('region', { name: 'Rehearsal' }).getByRole('status')).toHaveText(/^Played and measured/);
  await look('rehearsal-result', ['laptop', 'desk']);
});

test.describe('to a bucket', () => {
  test.use({ goesTo: 'bucket' });

  test('an uplink that is too slow, one that is gone, and a bucket that refuses', async ({ bench }) => {
    const { page, uplink, engine, look } = bench;
    const publication = async () => (await engine.studio.state()).broadcast?.publication ?? null;
    await goLive(page);
    await expect.poll(async () => (await publication())?.isVerified ?? false).toBe(true);
    await look('bucket-live', ['laptop', 'desk']);
    await uplink.set({ rate: { up: 20_000, down: 20_000 } });
    await expectGrowth({ state: () => engine.studio.state() }, 8);
    await look('bucket-slow', ['laptop', 'desk']);
    await uplink.clear();
    await uplink.set({ offline: true });
    await expect.poll(async () => (await publication())?.status).toBe('blocked');
    await look('bucket-gone', ['laptop', 'desk']);
    await uplink.clear();
    await uplink.set({ status: { share: 1, status: 403 } });
    await expect(page.getByText(/^The key may not do that/).first()).toBeVisible();
    await look('bucket-refused', ['laptop', 'desk']);
  });
});
