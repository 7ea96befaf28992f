import { z } from 'zod';

const pixels = z.number().int().min(-100_000).max(100_000);

/** Where the window was: its place when it is neither maximised nor full screen, in the display's own pixels. */
export const windowPlaceSchema = z.object({
  x: pixels,
  y: pixels,
  width: pixels.min(100),
  height: pixels.min(100),
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlaceSchema>;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So much of the window's upper edge must be on a display, or nobody can take hold of it. */
const grip = { width: 160, height: 40 } as const;

/** How much two stretches of a line have in common. */
const common = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.max(0, Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom));

const sharedArea = (a: Box, b: Box): number =>
  common(a.x, a.width, b.x, b.width) * common(a.y, a.height, b.y, b.height);

const isInReach = (place: Box, display: Box): boolean =>
  place.y >= display.y &&
  common(place.x, place.width, display.x, display.width) >= Math.min(grip.width, place.width) &&
  common(place.y, grip.height, display.y, display.height) >= grip.height;

/** Nearest to `from`, so that a stretch of `length` ends within the other one. */
const within = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.max(otherFrom, Math.min(from, otherFrom + otherLength - length));

/**
 * Where a window that was at `place` may be shown. `displays`: the free area of each that is there, the main one first. As it
 * was where its upper edge can be reached and it is no larger than its display; else moved, and made as small as need be, into
 * the display it has most of; of one that is gone, into the middle of the main display.
 */
export function placeOn(place: Box, displays: readonly Box[]): Box {
  const [main] = displays;
  if (main === undefined) return place;
  const nearest = displays.reduce((best, each) => (sharedArea(place, each) > sharedArea(place, best) ? each : best));
  const isGone = sharedArea(place, nearest) === 0;
  const home = isGone ? main : nearest;
  const size = { width: Math.min(place.width, home.width), height: Math.min(place.height, home.height) };
  if (isGone) {
    return {
      ...size,
      x: Math.round(home.x + (home.width - size.width) / 2),
      y: Math.round(home.y + (home.height - size.height) / 2),
    };
  }
  const wanted = { x: place.x, y: place.y, ...size };
  if (displays.some((display) => isInReach(wanted, display))) return wanted;
  return {
    ...size,
    x: within(place.x, size.width, home.x, home.width),
    y: within(place.y, size.height, home.y, home.height),
  };
}
