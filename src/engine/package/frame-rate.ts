/** Frame rates that sources really have (Apple HLS authoring 1.9 and NTSC relatives). */
const commonRates = [24_000 / 1001, 24, 25, 30_000 / 1001, 30, 48, 50, 60_000 / 1001, 60, 10, 12, 15, 20, 120];

/** Frames per second from a count over a time, snapped to a common rate within 0.5 %; null when nothing was counted. */
export function frameRate(frames: number, seconds: number): number | null {
  if (frames < 2 || seconds <= 0) return null;
  const rate = frames / seconds;
  const near = commonRates.reduce((best, common) => (Math.abs(common - rate) < Math.abs(best - rate) ? common : best));
  const snapped = Math.abs(near - rate) / near < 0.005 ? near : rate;
  return Math.round(snapped * 1000) / 1000;
}
