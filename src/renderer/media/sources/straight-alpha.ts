/**
 * Copies pixels (BGRA as little-endian numbers, colours multiplied by their alpha) to `to` from index `at` on, with colours as
 * they were before: WebCodecs takes them so (section 9.4: a frame's alpha is straight). Most are opaque or empty, and stay the same.
 */
export function straightAlpha(from: Uint32Array, to: Uint32Array, at: number): void {
  for (let index = 0; index < from.length; index += 1) {
    const pixel = from[index] ?? 0;
    const alpha = pixel >>> 24;
    to[at + index] = alpha === 0 || alpha === 255 ? pixel : straight(pixel, alpha);
  }
}

function straight(pixel: number, alpha: number): number {
  const of = (shift: number): number => Math.min(255, Math.round((((pixel >>> shift) & 0xff) * 255) / alpha)) << shift;
  return ((alpha << 24) | of(16) | of(8) | of(0)) >>> 0;
}
