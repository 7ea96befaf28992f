import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { Clip } from '../../src/shared/clips.js';
import { Media } from '../integration/support/media.js';
import { makeCodedClip, type CodedClip } from './live-clip.js';
import { LiveEngine } from './live-engine.js';
import { expectPlaying, picture, watchFaults } from './live-page.js';
import { expectNoViolations } from './studio-axe.js';

let media: Media;
let source: CodedClip;
let engine: LiveEngine;

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeAll(async () => {
  media = await Media.create();
  source = await makeCodedClip(media, 'source.flv', { size: '640x360', fps: 25, bitrate: '600k', seconds: 12 });
});
test.afterAll(() => media.remove());
test.beforeEach(async () => {
  engine = await LiveEngine.start();
});
test.afterEach(() => engine.stop());

const clips = async (): Promise<readonly Clip[]> => (await engine.studio.state()).clips;

test('a clip plays in the viewer page while the broadcast is on, and after the engine was killed', async ({ page }) => {
  const faults = watchFaults(page, []);
  engine.push(source.file);
  const lasts = async () => (await engine.studio.state()).broadcast?.figures.durationSeconds ?? 0;
  await expect.poll(lasts).toBeGreaterThan(5);
  const { broadcast } = await engine.studio.state();
  const ask = { commandId: randomUUID(), broadcastId: broadcast?.id ?? '', seconds: 30 as const };
  const { clipId } = await engine.studio.client.clipLive.mutate(ask);
  const [clip] = await clips();
  expect(clip).toMatchObject({ id: clipId, status: 'ready' });
  const url = clip?.links.find(({ reach }) => reach === 'computer')?.url ?? '';
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(clip?.title ?? '');
  await expectPlaying(page);
  const { duration, width } = await picture(page);
  expect([width, Math.abs(duration - (clip?.durationSeconds ?? 0)) < 0.1]).toEqual([640, true]);
  await expectNoViolations(page);
  await page.screenshot({ path: 'test-results/live/clip.png' });
  // its way out leads to the channel
  await expect(page.getByRole('link', { name: 'My channel' })).toHaveAttribute('href', '../../../../index.html');
  expect((await engine.studio.state()).broadcast?.status).toBe('live');

  await engine.kill();
  await engine.restart();
  expect(await clips()).toMatchObject([{ id: clipId, title: clip?.title, durationSeconds: clip?.durationSeconds }]);
  await page.goto('about:blank');
  await page.goto(url);
  await expectPlaying(page);
  expect(faults).toEqual([]);
});
