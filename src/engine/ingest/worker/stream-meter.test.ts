import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamMeter } from './stream-meter.js';

test('rates run on the stream clock, whatever the speed of arrival', () => {
  fc.assert(
    fc.property(fc.constantFrom(24, 25, 30, 50, 60), fc.integer({ min: 0, max: 2 ** 31 }), (fps, startMs) => {
      const meter = new StreamMeter(0);
      for (let frame = 0; frame <= fps * 6; frame += 1) {
        meter.addVideo(startMs + Math.round((frame * 1000) / fps), 1_000, frame % (fps * 2) === 0);
      }
      const figures = meter.sample(1_000);
      expect(figures.gopSeconds).toBe(2);
      expect(figures.openGopSeconds).toBe(0);
      expect(figures.fps).toBeCloseTo(fps, 0);
      expect(figures.bitrate / (fps * 8_000)).toBeCloseTo(1, 1);
      expect(figures.newestTimestampMs).toBe(startMs + 6_000);
    }),
  );
});

test('an open GOP longer than the last one shows', () => {
  const meter = new StreamMeter(0);
  for (let frame = 0; frame < 300; frame += 1) meter.addVideo(frame * 40, 100, frame === 0 || frame === 50);
  expect(meter.sample(1_000)).toMatchObject({ gopSeconds: 2, openGopSeconds: 9.96 });
});

test('a stream that stands still has no rate', () => {
  const meter = new StreamMeter(0);
  for (let frame = 0; frame < 60; frame += 1) meter.addVideo(frame * 33, 100, frame === 0);
  meter.sample(1_000);
  expect(meter.sample(2_000)).toMatchObject({ bitrate: 0, fps: 0, totalBytes: 6_000 });
});

test('sound alone has no frame rate', () => {
  const meter = new StreamMeter(0);
  meter.addSound(0, 100);
  meter.addSound(1_000, 100);
  expect(meter.sample(1_000)).toMatchObject({ fps: null, gopSeconds: null, openGopSeconds: null, bitrate: 1_600 });
});
