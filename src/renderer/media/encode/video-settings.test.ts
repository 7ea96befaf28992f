import { expect, test } from 'vitest';
import { h264Level, videoCandidates } from './video-settings.js';

const level = (width: number, height: number, fps: number, bitrate = 4e6) =>
  h264Level({ width, height, fps, bitrate, keyframeSeconds: 2 });

test('the level holds size, rate and bitrate', () => {
  expect(level(640, 360, 30)).toBe(30);
  expect(level(1280, 720, 30)).toBe(31);
  expect(level(1280, 720, 60)).toBe(32);
  expect(level(1920, 1080, 30)).toBe(40);
  expect(level(1080, 1920, 30)).toBe(40);
  expect(level(1920, 1080, 60)).toBe(42);
  expect(level(2560, 1440, 60)).toBe(51);
  expect(level(3840, 64, 5)).toBeGreaterThanOrEqual(40);
  expect(level(1920, 1080, 30, 30e6)).toBe(41);
});

test('hardware first, then software, then what has to be transcoded', () => {
  const all = videoCandidates({ width: 1280, height: 720, fps: 30, bitrate: 4e6, keyframeSeconds: 2 });
  expect(all.map(({ codec, isHardware }) => `${codec}${isHardware ? '+' : ''}`)).toEqual([
    ...['h264+', 'h264+', 'h264+', 'h264', 'h264', 'h264'],
    ...['vp8', 'vp9'],
  ]);
  expect(all[0]?.config.codec).toBe('avc1.64001f');
});
