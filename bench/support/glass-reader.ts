import type { Page } from '@playwright/test';
import { checkBits, timeBits } from './glass-clock.js';

/** One picture that a viewer's page has decoded and shown. Milliseconds. */
export interface SeenPicture {
  /** When, epoch. */
  readonly atMs: number;
  /** How long after it was made; null: what it shows is no time. */
  readonly ageMs: number | null;
  readonly rate: number;
  readonly width: number;
}

/** What the page says of its stay, beside its pictures. */
export interface SeenStay {
  readonly pictures: readonly SeenPicture[];
  /** The picture stood still for want of media: how often, and how long in all. */
  readonly stalls: number;
  readonly stalledMs: number;
}

/** Begins to read every picture of the page's video element; before it plays or after. */
export async function readGlass(page: Page): Promise<void> {
  await page.evaluate(
    ({ timeBits, checkBits }) => {
      const cells = timeBits + checkBits;
      const canvas = document.createElement('canvas');
      canvas.width = cells;
      canvas.height = 1;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const stay = { pictures: [] as unknown[], stalls: 0, stalledMs: 0 };
      Object.assign(globalThis, { glass: stay });
      const video = document.querySelector('video');
      if (video === null || context === null) throw new Error('Expected a video');
      let waitingMs: number | null = null;
      let hasPlayed = false;
      const settle = (): void => {
        if (waitingMs !== null) stay.stalledMs += performance.now() - waitingMs;
        waitingMs = null;
      };
      video.addEventListener('waiting', () => {
        if (!hasPlayed || video.seeking || waitingMs !== null) return;
        stay.stalls += 1;
        waitingMs = performance.now();
      });
      video.addEventListener('playing', () => {
        hasPlayed = true;
        settle();
      });
      const look = (_now: number, { width, height }: { width: number; height: number }): void => {
        const atMs = Date.now();
        settle();
        // the middle of the fields: their edges are soft in the lower rungs
        const field = Math.round(height / 18 / 2) * 2;
        context.imageSmoothingEnabled = false;
        for (let cell = 0; cell < cells; cell += 1) {
          context.drawImage(video, ((cell + 0.5) * width) / cells - 1, field / 2 - 1, 2, 2, cell, 0, 1, 1);
        }
        const { data } = context.getImageData(0, 0, cells, 1);
        const bit = (index: number): number => ((data[index * 4] ?? 0) > 127 ? 1 : 0);
        let time = 0;
        let check = 0;
        for (let index = 0; index < timeBits; index += 1) time += bit(index) * 2 ** index;
        for (let index = 0; index < checkBits; index += 1) check += bit(timeBits + index) * 2 ** index;
        const sum = ((time & 0xff) + ((time >> 8) & 0xff) * 3 + ((time >> 16) & 0xff) * 7 + 0x5a) & 0xff;
        const span = 2 ** timeBits;
        const ageMs = sum === check ? ((Math.floor(atMs) % span) - time + span) % span : null;
        stay.pictures.push({ atMs, ageMs, rate: video.playbackRate, width });
        video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    },
    { timeBits, checkBits },
  );
}

/** What was seen since `readGlass`. */
export function glassOf(page: Page): Promise<SeenStay> {
  return page.evaluate(() => Reflect.get(globalThis, 'glass') as SeenStay);
}
