/** Small rungs show no more than this many frames a second. */
const smallRungFps = 31;
const smallRungHeight = 432;
/** No encoded rung shows more. */
const anyRungFps = 62;

/**
 * Frames per second of an encoded rung, or null for as many as the source has. Only whole divisions of the source's rate,
 * so that every frame that is shown is one of the source's, at its time. `shortSide` in pixels.
 */
export function rungFps(shortSide: number, sourceFps: number | null): number | null {
  if (sourceFps === null) return null;
  const limit = shortSide <= smallRungHeight ? smallRungFps : anyRungFps;
  if (sourceFps <= limit) return null;
  return sourceFps / Math.ceil(sourceFps / limit);
}
