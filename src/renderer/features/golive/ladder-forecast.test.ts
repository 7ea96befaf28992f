import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planLadder } from '../../../engine/transcode/plan-ladder.js';
import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import { automaticBitrate } from './automatic-bitrate.js';
import { forecastLadder } from './ladder-forecast.js';

const canvas: fc.Arbitrary<Canvas> = fc
  .tuple(fc.constantFrom(480, 540, 720, 900, 1080, 1440, 2160), fc.boolean(), fc.constantFrom(24, 25, 30, 50, 60))
  .map(([side, isUpright, fps]) => {
    const long = Math.round((side * 16) / 9 / 2) * 2;
    return isUpright ? { width: side, height: long, fps } : { width: long, height: side, fps };
  });

/** What the engine makes of the studio's programme. */
function planned({ width, height, fps }: Canvas, preset: 'auto' | 'economy', copyAllowed: boolean): number[] {
  const video = { codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', width, height, fps, gopSeconds: 2 };
  const source = { video: { ...video, bitrate: automaticBitrate({ width, height, fps }) }, audio: null };
  const plan = planLadder({ source, preset, copyAllowed, segmentSeconds: 2, shed: 0, live: true });
  return plan.video.map((rung) => Math.min(rung.width, rung.height));
}

test('the rungs that are told are those that the engine plans', () => {
  fc.assert(
    fc.property(canvas, fc.constantFrom('auto', 'economy'), fc.boolean(), (size, preset, isCopied) => {
      expect(forecastLadder(size, preset, isCopied).sides).toEqual(planned(size, preset, isCopied));
    }),
  );
});

test('1080p30 with its top passed on needs what was measured: 0.79 to 1.00 cores', () => {
  const { cores } = forecastLadder({ width: 1920, height: 1080, fps: 30 }, 'auto', true);
  expect(cores).toBeGreaterThan(0.79);
  expect(cores).toBeLessThan(1);
});

test('the automatic bitrate grows with the picture, slower than its pixels', () => {
  expect(automaticBitrate({ width: 1920, height: 1080, fps: 30 })).toBe(6_000_000);
  expect(automaticBitrate({ width: 1280, height: 720, fps: 30 })).toBe(3_300_000);
  expect(automaticBitrate({ width: 64, height: 64, fps: 5 })).toBe(400_000);
});
