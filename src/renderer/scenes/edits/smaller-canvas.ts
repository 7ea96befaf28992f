import type { Canvas } from '../../../shared/scenes/scene-collection.js';

/** What every computer composes: 720 lines, 30 pictures a second. */
const [lines, rate] = [720, 30] as const;

/** The next canvas for a computer that this one is too much for, in the same shape; null: it is as small as is sensible. */
export function smallerCanvas({ width, height, fps }: Canvas): Canvas | null {
  const scale = lines / Math.min(width, height);
  if (scale >= 1) return fps > rate ? { width, height, fps: rate } : null;
  const even = (length: number) => 2 * Math.round((length * scale) / 2);
  return { width: even(width), height: even(height), fps: Math.min(fps, rate) };
}
