import { expect, type Locator, type Page } from '@playwright/test';
import { bits, type CodedClip } from './live-clip.js';

/** How the video of a page is doing. */
export interface Picture {
  readonly time: number;
  readonly duration: number;
  readonly frames: number;
  readonly width: number;
  readonly audioBytes: number;
  readonly ended: boolean;
  readonly error: string | null;
}

/** Reads the page's only video. */
export const picture = (page: Page): Promise<Picture> =>
  page.locator('video').evaluate((video: HTMLVideoElement & { webkitAudioDecodedByteCount?: number }) => ({
    time: video.currentTime,
    duration: video.duration,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    width: video.videoWidth,
    audioBytes: video.webkitAudioDecodedByteCount ?? 0,
    ended: video.ended,
    error: video.error?.message ?? null,
  }));

/** Waits until the picture has moved by `seconds`, with new frames and new sound decoded. */
export async function expectPlaying(page: Page, seconds = 2): Promise<void> {
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThan(0);
  const before = await picture(page);
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThan(before.time + seconds);
  // after a jump the clock is ahead of what is decoded
  await expect.poll(async () => (await picture(page)).frames).toBeGreaterThan(before.frames);
  await expect.poll(async () => (await picture(page)).audioBytes).toBeGreaterThan(before.audioBytes);
  expect((await picture(page)).error).toBeNull();
}

/** Goes to the live edge, as often as a busy machine has the page fall behind it again: it does not catch up unasked. */
export async function goToEdge(page: Page): Promise<void> {
  await page.locator('.player').hover();
  await expect(async () => {
    await page.keyboard.press('l');
    await expect(page.locator('.live-badge')).toHaveClass(/at-edge/, { timeout: 5_000 });
  }).toPass({ timeout: 240_000 });
}

/** Clicks one of the player's controls. They go where nobody moves for 2.8 s, and on a busy machine a click may take longer. */
export async function clickControl(page: Page, control: Locator): Promise<void> {
  await expect(async () => {
    await page.locator('.player').hover();
    await control.click({ timeout: 10_000 });
  }).toPass({ timeout: 240_000 });
}

/** A frame as it was put on the screen. */
export interface ShownFrame {
  /** Seconds of the player's time line. */
  readonly mediaTime: number;
  /** Number that the picture carries (live-clip.ts). */
  readonly number: number;
  /** When it was shown, epoch ms. */
  readonly atMs: number;
}

interface Watching {
  shown: ShownFrame[];
}

/** Notes from now on each frame that the page shows. */
export async function watchFrames(page: Page): Promise<void> {
  await page.locator('video').evaluate((video: HTMLVideoElement, fields) => {
    const shown: ShownFrame[] = [];
    (window as unknown as Watching).shown = shown;
    const canvas = new OffscreenCanvas(fields * 4, 4);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('Expected a canvas');
    const note = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 10, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 2, canvas.width, 1);
      let number = 0;
      for (let bit = 0; bit < fields; bit++) if ((data[(bit * 4 + 2) * 4] ?? 0) > 128) number += 2 ** bit;
      shown.push({ mediaTime, number, atMs: Date.now() });
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
  }, bits);
}

/** What was noted so far, oldest first. */
export const shownFrames = (page: Page): Promise<ShownFrame[]> =>
  page.evaluate(() => (window as unknown as Watching).shown);

/**
 * Expects every picture at the time that its number stands for; `start` is the number of the picture at 0 s of the time line,
 * without it the one on which most agree. A busy page now and then reads the picture after the one it was called for; what is
 * lost, doubled or shifted moves all that follow.
 */
export function expectInStep(shown: readonly ShownFrame[], clip: CodedClip, start?: number): void {
  const ring = (value: number): number => ((value % clip.frames) + clip.frames) % clip.frames;
  const starts = shown.map(({ mediaTime, number }) => ring(number - mediaTime * clip.fps));
  const votes = new Map<number, number>();
  for (const one of starts) votes.set(Math.round(one), (votes.get(Math.round(one)) ?? 0) + 1);
  const [elected] = [...votes].sort(([, one], [, other]) => other - one)[0] ?? [NaN];
  const astray = starts
    .map((one) => ring(one - (start ?? elected)))
    .map((distance) => Math.min(distance, clip.frames - distance))
    .sort((one, other) => one - other);
  expect(astray.length).toBeGreaterThan(clip.fps);
  expect(astray[Math.floor(astray.length * 0.9)]).toBeLessThanOrEqual(1.5);
  expect(astray.at(-1)).toBeLessThan(clip.fps / 2);
}

/** Marks the document, so that `expectNoReload` can tell whether it is still the same. */
export const markDocument = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.body.dataset['same'] = 'yes';
  });

export async function expectNoReload(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.body.dataset['same'])).toBe('yes');
}

/** Faults of a page: exceptions, policy violations, dialogs, requests to anybody but where it came from (and `friends`). */
export function watchFaults(page: Page, friends: readonly string[] = []): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy|uncaught/i.test(message.text())) faults.push(message.text());
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    // A navigation comes before the page's address has changed; all of them are the test's own.
    if (/^(?:blob|data|about):/.test(url) || request.isNavigationRequest()) return;
    if (![new URL(page.url()).origin, ...friends].includes(new URL(url).origin)) faults.push(`request to ${url}`);
  });
  return faults;
}
