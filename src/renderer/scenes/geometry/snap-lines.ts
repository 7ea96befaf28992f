import type { Box } from '../../../shared/scenes/scene-item.js';

/** A line to draw while something is held by it: at `at` on its axis, from `from` to `to` along the other one. */
export interface Guide {
  /** `x`: the line is upright. */
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What a moving box may be held by. */
export interface SnapTargets {
  /** Upright boxes of the others, as they are seen (`boundsOf`). */
  readonly others: readonly Readonly<Box>[];
  readonly canvas: { readonly width: number; readonly height: number };
  /** Programme pixels; 0 holds nothing. */
  readonly threshold: number;
}

/** A box along one axis. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The box along one axis, and along the other. */
export function extentsOf(box: Readonly<Box>, axis: 'x' | 'y'): readonly [along: Extent, across: Extent] {
  const across = { start: box.x, end: box.x + box.width };
  const down = { start: box.y, end: box.y + box.height };
  return axis === 'x' ? [across, down] : [down, across];
}

/** What holds along one axis: edges and middles of the canvas and of the others, each with how far it reaches across. */
export function linesOf(targets: SnapTargets, axis: 'x' | 'y'): { readonly at: number; readonly across: Extent }[] {
  const { width, height } = targets.canvas;
  return [{ x: 0, y: 0, width, height }, ...targets.others].flatMap((box) => {
    const [along, across] = extentsOf(box, axis);
    return [along.start, (along.start + along.end) / 2, along.end].map((at) => ({ at, across }));
  });
}

/** The shortest way within the threshold that brings one of `from` onto a line; null when none is near. */
export function nearestWay(from: readonly number[], targets: SnapTargets, axis: 'x' | 'y'): number | null {
  const ways = linesOf(targets, axis).flatMap(({ at }) => from.map((edge) => at - edge));
  const near = ways.filter((way) => Math.abs(way) < targets.threshold);
  return near.length === 0 ? null : near.reduce((best, way) => (Math.abs(way) < Math.abs(best) ? way : best));
}

/** The guides of a box that is held: one for each of `edges` that lies on a line, as long as box and what it is held by. */
export function guidesOf(box: Readonly<Box>, edges: readonly number[], targets: SnapTargets, axis: 'x' | 'y'): Guide[] {
  const [, own] = extentsOf(box, axis);
  return edges.flatMap((edge) => {
    const lines = linesOf(targets, axis).filter(({ at }) => Math.abs(at - edge) < 0.01);
    if (lines.length === 0) return [];
    const from = Math.min(own.start, ...lines.map(({ across }) => across.start));
    return [{ axis, at: edge, from, to: Math.max(own.end, ...lines.map(({ across }) => across.end)) }];
  });
}
