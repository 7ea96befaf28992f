import { expect, test } from '@playwright/test';
import { Media } from '../integration/support/media.js';
import { startFaultProxy, type FaultProxy } from '../servers/fault-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { makeCodedClip, type CodedClip } from './live-clip.js';
import { publicationOf, startToBucket } from './live-bucket-engine.js';
import type { LiveEngine } from './live-engine.js';
import { expectNoReload, expectPlaying, markDocument, picture, watchFaults } from './live-page.js';

const shots = 'test-results/live';

let media: Media;
let clip: CodedClip;
let bucket: S3Fixture;
let proxy: FaultProxy;
let engine: LiveEngine;

test.beforeAll(async () => {
  media = await Media.create();
  clip = await makeCodedClip(media, 'source.flv', { size: '640x360', fps: 25, bitrate: '600k' });
});
test.afterAll(() => media.remove());
test.beforeEach(async () => {
  bucket = await startS3Server();
  proxy = await startFaultProxy({ target: bucket.endpoint, seed: 1 });
  engine = await startToBucket(bucket, { reconnectWindowSeconds: 0 }, proxy.endpoint);
});
test.afterEach(async () => {
  await engine.stop();
  await proxy.stop();
  await bucket.stop();
});

const publication = () => publicationOf(engine);

test('anyone watches from the bucket, across an outage of the studio, and afterwards without the studio', async ({
  page,
}) => {
  const faults = watchFaults(page);
  const push = engine.push(clip.file);
  await expect.poll(async () => (await publication())?.isVerified ?? false).toBe(true);
  const link = await engine.link('watch');
  expect(link).toContain(`${bucket.publicUrl}/shows/live/b/`);
  await page.goto(link);
  await expectPlaying(page, 3);
  await markDocument(page);
  await page.screenshot({ path: `${shots}/bucket-live.png` });

  await proxy.set({ offline: true });
  await expect.poll(async () => (await publication())?.status).toBe('blocked');
  // longer than the page has in store
  await expect.poll(async () => (await publication())?.backlogObjects ?? 0).toBeGreaterThan(12);
  await page.screenshot({ path: `${shots}/bucket-outage.png` });
  await proxy.clear();
  await expect.poll(async () => (await publication())?.status).toBe('live');
  await expectPlaying(page, 4);
  await expectNoReload(page);

  await push.kill();
  await expect.poll(async () => (await publication())?.status).toBe('complete');
  await expect(page.locator('.card-title')).toHaveText('The stream has ended');
  const [recording] = (await engine.studio.state()).recordings;
  const seconds = recording?.durationSeconds ?? NaN;
  await engine.stop();

  await page.goto(link);
  await expect.poll(async () => (await picture(page)).duration).toBeGreaterThan(seconds - 0.3);
  await expectPlaying(page, 2);
  await page.goto(link.replace(/b\/.*$/, 'index.html'));
  await expect(page.getByRole('link', { name: recording?.title ?? '' })).toBeVisible();
  await page.screenshot({ path: `${shots}/bucket-channel.png` });
  expect(faults).toEqual([]);
});

test('a studio that was killed is told from one that is live, and what it left is finished when it is back', async ({
  page,
}) => {
  const faults = watchFaults(page);
  const push = engine.push(clip.file);
  await expect.poll(async () => (await publication())?.isVerified ?? false).toBe(true);
  await page.goto(await engine.link('watch'));
  await expectPlaying(page, 2);
  await markDocument(page);
  await engine.kill();
  await push.kill();
  await expect(page.getByText('The stream was interrupted')).toBeVisible();
  await page.screenshot({ path: `${shots}/bucket-interrupted.png` });
  await engine.restart();
  await expect(page.locator('.card-title')).toHaveText('The stream has ended');
  await expectNoReload(page);
  expect(faults).toEqual([]);
});
