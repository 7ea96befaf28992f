/**
 * Copies pixels (BGRA as little-endian numbers, colours multiplied by their alpha) to `to` from index `at` on: as RGBA, with colours
 * as they were before. Canvases and WebCodecs take them so (HTML, "pixel manipulation"; WebCodecs, section 9.4: alpha is straight).
 */
export function straightRgba(from: Uint32Array, to: Uint32Array, at: number): void {
  for (let index = 0; index < from.length; index += 1) {
    const pixel = from[index] ?? 0;
    const alpha = pixel >>> 24;
    to[at + index] = swapped(alpha === 0 || alpha === 255 ? pixel : straight(pixel, alpha));
  }
}

/** Red for blue. */
function swapped(pixel: number): number {
  return (pixel & 0xff00ff00) | ((pixel >>> 16) & 0xff) | ((pixel & 0xff) << 16);
}

function straight(pixel: number, alpha: number): number {
  const of = (shift: number): number => Math.min(255, Math.round((((pixel >>> shift) & 0xff) * 255) / alpha)) << shift;
  return (alpha << 24) | of(16) | of(8) | of(0);
}
