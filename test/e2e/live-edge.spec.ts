import { expect, test, type Page } from '@playwright/test';
import { Media } from '../integration/support/media.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { makeCodedClip, type CodedClip } from './live-clip.js';
import { publicationOf, startToBucket } from './live-bucket-engine.js';
import type { LiveEngine } from './live-engine.js';
import { expectPlaying, picture } from './live-page.js';

let media: Media;
let clip: CodedClip;
let bucket: S3Fixture;
let engine: LiveEngine;

test.beforeAll(async () => {
  media = await Media.create();
  clip = await makeCodedClip(media, 'source.flv', { size: '640x360', fps: 25, bitrate: '600k' });
});
test.afterAll(() => media.remove());
test.beforeEach(async () => {
  bucket = await startS3Server();
  engine = await startToBucket(bucket, { reconnectWindowSeconds: 0, latency: 'lowest' });
});
test.afterEach(async () => {
  await engine.stop();
  await bucket.stop();
});

/** What a page asked for, and what playlists had named until then. */
interface Asked {
  readonly segments: { readonly status: number; readonly isNamed: boolean }[];
}

function listen(page: Page): Asked {
  const asked: Asked = { segments: [] };
  let named = -1;
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('/index.m3u8')) {
      void response
        .text()
        .then((text) => {
          for (const [, sequence] of text.matchAll(/^(\d+)\.m4s$/gm)) named = Math.max(named, Number(sequence));
        })
        .catch(() => undefined);
    }
    const sequence = /\/\d+p\/(\d+)\.m4s$/.exec(pathname)?.[1];
    if (sequence === undefined) return;
    asked.segments.push({
      status: response.status(),
      isNamed: Number(sequence) <= named,
    });
  });
  return asked;
}

test('viewers of a bucket ask for the next segment before a playlist names it', async ({ page }) => {
  const push = engine.push(clip.file);
  const publication = () => publicationOf(engine);
  await expect.poll(async () => (await publication())?.isVerified ?? false).toBe(true);
  const asked = listen(page);
  await page.goto(await engine.link('watch'));
  await expectPlaying(page, 12);

  // with playlists alone there would be none
  const ahead = asked.segments.filter(({ status, isNamed }) => status === 200 && !isNamed);
  expect(ahead.length).toBeGreaterThan(2);
  expect((await picture(page)).error).toBeNull();

  await push.kill();
  await expect.poll(async () => (await publication())?.status).toBe('complete');
  await expect(page.locator('.card-title')).toHaveText('The stream has ended');
  await page.reload();
  await expectPlaying(page, 2);
});

test('a viewer whose line was gone for a while is live again by itself; who went back is left there', async ({
  page,
}) => {
  engine.push(clip.file);
  await expect.poll(async () => (await publicationOf(engine))?.isVerified ?? false).toBe(true);
  await page.goto(await engine.link('watch'));
  await expectPlaying(page, 4);
  const behind = (): Promise<number> =>
    page.locator('video').evaluate((video: HTMLVideoElement) => video.seekable.end(0) - video.currentTime);

  const newest = (): number =>
    Math.max(...[...bucket.objects().keys()].map((key) => Number(/p\/(\d+)\.m4s$/.exec(key)?.[1] ?? -1)));
  await page.context().setOffline(true);
  const atLoss = newest();
  await expect.poll(newest).toBeGreaterThan(atLoss + 24);
  await page.context().setOffline(false);
  await expectPlaying(page, 1);
  await expect.poll(behind).toBeLessThan(5);

  await page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime -= 12));
  await expectPlaying(page, 4);
  expect(await behind()).toBeGreaterThan(8);
});
