import type { Effects } from '../../../shared/scenes/scene-source.js';
import { chromaOf, colourMatrix, parseColour } from './colour-maths.js';

const lumaOf = (red: number, green: number, blue: number): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * Key and colours of a source on pixels in place: bytes of red, green, blue, alpha, not premultiplied (as ImageData has
 * them). The shader in gl/ does the same sums; what they mean is told at `effectsSchema`.
 */
export function applyPixelEffects(
  pixels: Uint8ClampedArray,
  { chromaKey, colour }: Pick<Effects, 'chromaKey' | 'colour'>,
): void {
  const key = chromaKey && { ...chromaKey, chroma: chromaOf(...rgb(chromaKey.colour)) };
  const matrix = colour && colourMatrix(colour);
  for (let at = 0; at < pixels.length; at += 4) {
    let red = (pixels[at] ?? 0) / 255;
    let green = (pixels[at + 1] ?? 0) / 255;
    let blue = (pixels[at + 2] ?? 0) / 255;
    if (key !== null) {
      const [u, v] = chromaOf(red, green, blue);
      const beyond = Math.hypot(u - key.chroma[0], v - key.chroma[1]) - key.similarity;
      const alpha = clamp(beyond / Math.max(key.smoothness, 0.0001)) ** 1.5;
      const kept = clamp(beyond / Math.max(key.spill, 0.0001)) ** 1.5;
      const luma = lumaOf(red, green, blue);
      red = luma + (red - luma) * kept;
      green = luma + (green - luma) * kept;
      blue = luma + (blue - luma) * kept;
      pixels[at + 3] = (pixels[at + 3] ?? 0) * alpha;
    }
    if (colour !== null && matrix !== null) {
      const power = 1 / colour.gamma;
      const tone = (value: number): number =>
        clamp((clamp(value) ** power - 0.5) * colour.contrast + 0.5 + colour.brightness);
      const [r, g, b] = [tone(red), tone(green), tone(blue)];
      red = matrix[0] * r + matrix[1] * g + matrix[2] * b;
      green = matrix[3] * r + matrix[4] * g + matrix[5] * b;
      blue = matrix[6] * r + matrix[7] * g + matrix[8] * b;
    }
    pixels[at] = red * 255;
    pixels[at + 1] = green * 255;
    pixels[at + 2] = blue * 255;
  }
}

function rgb(hex: string): [number, number, number] {
  const [red, green, blue] = parseColour(hex);
  return [red, green, blue];
}
