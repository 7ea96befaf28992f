/** A step of the authoring table. `height` is the short side in pixels, `bitrate` the average in bits per second at 16:9. */
export interface LadderStep {
  readonly height: number;
  readonly bitrate: number;
}

/**
 * H.264 averages of Apple's HLS authoring specification (2025-06) for 16:9 pictures at up to 30 fps, top first. The two
 * largest, which it gives for HEVC only, go on at the table's own exponent (bitrate grows with pixels to the power 0.85).
 */
export const ladderTable: readonly LadderStep[] = [
  { height: 2160, bitrate: 19_500_000 },
  { height: 1440, bitrate: 9_800_000 },
  { height: 1080, bitrate: 6_000_000 },
  { height: 720, bitrate: 3_000_000 },
  { height: 540, bitrate: 2_000_000 },
  { height: 432, bitrate: 1_100_000 },
  { height: 360, bitrate: 365_000 },
  { height: 234, bitrate: 145_000 },
];

/** Above this many frames a second the table's figure is raised: 6000 → 7800 kb/s at 1080p. */
const fastFps = 31;
const fastFactor = 1.3;
const smallestBitrate = 64_000;

/**
 * The table's average bitrate in bits per second for a picture of any size and shape, between two steps by the number of
 * pixels. Unknown `fps` counts as 30.
 */
export function tableBitrate(width: number, height: number, fps: number | null): number {
  const atShape = bitrateOfPixels(width * height);
  return Math.max(smallestBitrate, Math.round(atShape * (fps !== null && fps > fastFps ? fastFactor : 1)));
}

function bitrateOfPixels(pixels: number): number {
  let above: LadderStep | null = null;
  for (const step of ladderTable) {
    const own = pixelsOf(step);
    if (pixels >= own) {
      if (above === null) return step.bitrate * (pixels / own);
      const share = Math.log(pixels / own) / Math.log(pixelsOf(above) / own);
      return step.bitrate * (above.bitrate / step.bitrate) ** share;
    }
    above = step;
  }
  return above === null ? 0 : above.bitrate * (pixels / pixelsOf(above));
}

function pixelsOf({ height }: LadderStep): number {
  return (height * height * 16) / 9;
}
