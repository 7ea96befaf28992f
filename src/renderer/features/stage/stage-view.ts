import type { Point } from '../../scenes/geometry/point.js';

/** How the programme's pixels lie in a part of the page. */
export interface StageView {
  /** Pixels of the page per programme pixel. */
  readonly scale: number;
  /** Of the programme's upper left corner within the area, in pixels of the page. */
  readonly left: number;
  readonly top: number;
}

/** Room around the picture: for handles, and for items that reach beyond it. */
const margin = 28;

/** The picture as large as the area allows, in its middle. */
export function fitStage(
  area: { readonly width: number; readonly height: number },
  canvas: { readonly width: number; readonly height: number },
): StageView {
  const room = { width: Math.max(32, area.width - 2 * margin), height: Math.max(18, area.height - 2 * margin) };
  const scale = Math.min(room.width / canvas.width, room.height / canvas.height);
  return {
    scale,
    left: Math.round((area.width - canvas.width * scale) / 2),
    top: Math.round((area.height - canvas.height * scale) / 2),
  };
}

/** A place of the page in programme pixels. `area`: where the stage's area lies in the page. */
export function toProgramme(
  { scale, left, top }: StageView,
  area: { readonly left: number; readonly top: number },
  place: { readonly clientX: number; readonly clientY: number },
): Point {
  return { x: (place.clientX - area.left - left) / scale, y: (place.clientY - area.top - top) / scale };
}
