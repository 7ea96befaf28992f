import type { Canvas } from '../../../shared/scenes/scene-collection.js';

/** 1080p with 30 pictures a second, at the average of Apple's authoring table (2025-06). */
const reference = { pixelsPerSecond: 1920 * 1080 * 30, bitrate: 6_000_000 };
/** Bitrate grows slower than the picture: neighbours look alike. The table's own steps lie between 0.7 and 0.85. */
const exponent = 0.75;
const step = 100_000;

/** What a canvas is encoded with unless the creator says otherwise, in bits per second: 720p30 3.3, 1080p60 10.1 Mb/s. */
export function automaticBitrate({ width, height, fps }: Canvas): number {
  const share = (width * height * fps) / reference.pixelsPerSecond;
  return Math.max(400_000, Math.round((reference.bitrate * share ** exponent) / step) * step);
}
