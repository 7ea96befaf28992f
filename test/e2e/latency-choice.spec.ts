import { expect, type Page } from '@playwright/test';
import { estimateFor } from '../../src/engine/publish/cost/cost-forecast.js';
import { Media } from '../integration/support/media.js';
import { startS3Server } from '../servers/s3-server.js';
import { publicationOf, startToBucket } from './live-bucket-engine.js';
import { makeCodedClip } from './live-clip.js';
import { expectPlaying, picture } from './live-page.js';
import { composed } from './studio-composed.js';
import { r2Destination, stateWith } from './studio-destinations.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

const profile = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Delay' }).getByRole('radio', { name });

test('before going live each profile says its delay, writes and cost, in the studio and in the settings', async ({
  page,
  openStudio,
}) => {
  const destination = r2Destination();
  const state = { ...composed(quietState()), destinations: [destination] };
  const { settings } = state;
  const laptop = { width: 1024, height: 640 };
  const { harness, look } = await openStudio(
    { ...state, estimate: estimateFor(destination, settings.stream, null) },
    { at: 'studio', size: laptop },
  );
  await page.getByRole('tab', { name: 'Live' }).click();
  await expect(profile(page, 'Balanced')).toBeChecked();
  await expect(profile(page, 'Balanced')).toContainText('19,800 writes an hour · $0.089 an hour');
  await expect(profile(page, 'Lowest')).toContainText('54,200 writes an hour · $0.24 an hour');
  await expect(profile(page, 'Economy')).toContainText('7,500 writes an hour · $0.034 an hour');
  await profile(page, 'Lowest').click();
  await expect(profile(page, 'Lowest')).toBeChecked();
  expect(harness.store.get().settings.stream.latency).toBe('lowest');
  await expect(page.getByText('OBS sets whole seconds only')).toBeVisible();
  await profile(page, 'Lowest').scrollIntoViewIfNeeded();
  await look('latency-studio');

  await page.evaluate(() => void (window.location.hash = '#/settings/stream'));
  await expect(profile(page, 'Lowest')).toBeChecked();
  await page.keyboard.press('Tab');
  await profile(page, 'Lowest').focus();
  // held as by a finger: the focus follows a turn later, and chooses while the key is down
  await page.keyboard.down('ArrowDown');
  await expect(profile(page, 'Low Nearly')).toBeChecked();
  await page.keyboard.up('ArrowDown');
  expect(harness.store.get().settings.stream.latency).toBe('low');
  await expect(page.getByText('with a keyframe every 1 s.')).toBeVisible();
  await look('latency-settings');
  await page.setViewportSize({ width: 420, height: 860 });
  await profile(page, 'Economy').scrollIntoViewIfNeeded();
  await look('latency-settings-narrow');
  await page.getByRole('searchbox').fill('keyframe');
  await expect(profile(page, 'Economy')).toBeVisible();
  await expect(page.getByText('Reconnect window')).toBeHidden();
});

test('on this computer nothing is written to a bucket, and only the delay is told', async ({ page, openStudio }) => {
  const { look } = await openStudio(stateWith([]), { at: 'settings/stream' });
  await expect(profile(page, 'Lowest')).toContainText('s behind');
  await expect(page.getByText('writes an hour')).toHaveCount(0);
  await profile(page, 'Lowest').scrollIntoViewIfNeeded();
  await look('latency-computer');
});

test('what is chosen in the studio is what viewers get', async ({ page, context }) => {
  const media = await Media.create();
  const bucket = await startS3Server();
  const engine = await startToBucket(bucket, { reconnectWindowSeconds: 0 });
  try {
    const studio = await engine.openStudio(context);
    await page.goto(studio.replace(/#.*$/, '#/settings/stream'));
    await expect(profile(page, 'Balanced')).toBeChecked();
    await expect(profile(page, 'Low Nearly')).toContainText('writes an hour');
    await profile(page, 'Low Nearly').click();
    await expect.poll(async () => (await engine.studio.state()).settings.stream.latency).toBe('low');

    const clip = await makeCodedClip(media, 'source.flv', { size: '640x360', fps: 25, bitrate: '600k' });
    engine.push(clip.file);
    await expect.poll(async () => (await publicationOf(engine))?.isVerified ?? false).toBe(true);
    expect((await engine.studio.state()).broadcast?.figures.segmentSeconds).toBe(1);
    await page.goto(await engine.link('watch'));
    await expectPlaying(page, 6);
    expect((await picture(page)).error).toBeNull();
    const lengths = await page.evaluate(async () => {
      const text = await (await fetch('360p/index.m3u8')).text();
      return [...text.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds));
    });
    expect(lengths.length).toBeGreaterThan(4);
    expect(Math.max(...lengths)).toBeLessThan(1.1);
  } finally {
    await engine.stop();
    await bucket.stop();
    await media.remove();
  }
});
