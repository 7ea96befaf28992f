import type { Effects } from '../../../shared/scenes/scene-source.js';

/** Red, green, blue, alpha; each 0–1, not premultiplied. */
export type Rgba = readonly [number, number, number, number];
/** Rows of a 3 × 3 matrix on (red, green, blue). */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** `#rrggbb` or `#rrggbbaa` (as the scenes' schema has checked it). */
export function parseColour(hex: string): Rgba {
  const at = (index: number): number => parseInt(hex.slice(index, index + 2), 16) / 255;
  return [at(1), at(3), at(5), hex.length > 7 ? at(7) : 1];
}

/** Blue- and red-difference of a colour (BT.601, −0.5 … 0.5): the plane in which a key colour has its neighbourhood. */
export function chromaOf(red: number, green: number, blue: number): readonly [number, number] {
  return [-0.168736 * red - 0.331264 * green + 0.5 * blue, 0.5 * red - 0.418688 * green - 0.081312 * blue];
}

/** Saturation and hue as one matrix; brightness goes by itself. Luma weights are BT.709's, hue turns about the grey axis. */
export function colourMatrix({ saturation, hueDegrees }: NonNullable<Effects['colour']>): Matrix3 {
  const turn = (hueDegrees * Math.PI) / 180;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn) / Math.sqrt(3);
  const rest = (1 - cos) / 3;
  const [same, less, more] = [cos + rest, rest - sin, rest + sin];
  const hue: Matrix3 = [same, less, more, more, same, less, less, more, same];
  const luma = [0.2126, 0.7152, 0.0722] as const;
  const fade = (row: number, column: 0 | 1 | 2): number =>
    (1 - saturation) * luma[column] + (row === column ? saturation : 0);
  const cell = (row: number, column: 0 | 1 | 2): number =>
    ([0, 1, 2] as const).reduce<number>((sum, inner) => sum + fade(row, inner) * (hue[inner * 3 + column] ?? 0), 0);
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)];
}
