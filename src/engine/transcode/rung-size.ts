/** The nearest even number not above `value`, at least 2: H.264 in 4:2:0 has no odd sizes. */
function evenBelow(value: number): number {
  return Math.max(2, Math.floor(value / 2) * 2);
}

/**
 * The size of a rung whose short side is `shortSide` pixels, in the source's shape. Sides are even; never larger than the
 * source's. The long side goes to the nearest even number, so that the shape is kept to within a pixel.
 */
export function rungSize(
  source: { readonly width: number; readonly height: number },
  shortSide: number,
): { readonly width: number; readonly height: number } {
  const sourceShort = Math.min(source.width, source.height);
  const scale = Math.min(1, shortSide / sourceShort);
  const fit = (side: number): number =>
    Math.min(evenBelow(side), side === sourceShort ? evenBelow(side * scale) : nearestEven(side * scale));
  return { width: fit(source.width), height: fit(source.height) };
}

function nearestEven(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}
