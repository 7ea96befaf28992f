/** A place or a way, in programme pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Turns a vector clockwise (y points down). */
export function rotateVector({ x, y }: Point, degrees: number): Point {
  if (degrees === 0) return { x, y };
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}
