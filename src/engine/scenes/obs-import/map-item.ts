import { blendModes, type SceneItem } from '../../../shared/scenes/scene-item.js';
import { held } from './held.js';
import type { ImportNotes } from './import-notes.js';
import type { PixelCrop } from './map-filters.js';
import type { ObsItem } from './obs-schema.js';

/** A box that is turned about its centre, in the pixels of what it lies in. */
export interface Frame {
  readonly centre: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
  /** Degrees, clockwise. */
  readonly rotation: number;
}

/** `align` of libobs. */
const [left, right, top, bottom] = [1, 2, 4, 8];
const blends: ReadonlyMap<string, SceneItem['blend']> = new Map([
  ...blendModes.map((mode) => [mode, mode] as const),
  ['additive', 'add'],
]);

/** Turns a vector clockwise. */
export function turned(x: number, y: number, degrees: number): { x: number; y: number } {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}

/** Where an item lies. `size`: of its source's picture, before anything is cut away. There it turns about `pos`, here about its centre. */
export function frameOf(
  item: ObsItem,
  size: { readonly width: number; readonly height: number },
  crop: PixelCrop,
): Frame {
  const hasBounds = item.bounds_type !== 0;
  const width = hasBounds ? item.bounds.x : (size.width - crop.left - crop.right) * item.scale.x;
  const height = hasBounds ? item.bounds.y : (size.height - crop.top - crop.bottom) * item.scale.y;
  // a negative scale lays the picture to the other side of its point
  const across = item.align & left ? width / 2 : item.align & right ? -width / 2 : 0;
  const down = item.align & top ? height / 2 : item.align & bottom ? -height / 2 : 0;
  const way = turned(across, down, item.rot);
  const centre = { x: item.pos.x + way.x, y: item.pos.y + way.y };
  return { centre, width: Math.abs(width), height: Math.abs(height), rotation: item.rot };
}

/** A frame that lies in a group (of size `inner`, itself at `outer`) as it lies in the scene. */
export function frameWithin(
  frame: Frame,
  outer: Frame,
  inner: { readonly width: number; readonly height: number },
): Frame {
  const [across, down] = [outer.width / inner.width, outer.height / inner.height];
  const way = turned(
    (frame.centre.x - inner.width / 2) * across,
    (frame.centre.y - inner.height / 2) * down,
    outer.rotation,
  );
  return {
    centre: { x: outer.centre.x + way.x, y: outer.centre.y + way.y },
    width: frame.width * across,
    height: frame.height * down,
    rotation: frame.rotation + outer.rotation,
  };
}

/** The item as it lies here; its source and id come from the caller. */
export function mapItem(
  item: ObsItem,
  frame: Frame,
  about: {
    readonly id: string;
    readonly sourceId: string;
    readonly size: { readonly width: number; readonly height: number };
    /** Else the box has an aspect that was guessed: the picture is not stretched into it. */
    readonly isSizeKnown: boolean;
    readonly crop: PixelCrop;
    readonly isVisible: boolean;
  },
  note: (code: Parameters<ImportNotes['add']>[0], details?: string) => void,
): SceneItem {
  const beyond = (): void => note('value-limited', 'place');
  const place = (value: number): number => held(rounded(value), -16_384, 16_384, beyond);
  const length = (value: number): number => held(rounded(value), 1, 16_384, beyond);
  const [width, height] = [length(frame.width), length(frame.height)];
  const blend = blends.get(item.blend_type.toLowerCase());
  if (blend === undefined) note('blend-unsupported', item.blend_type.slice(0, 40));
  if (item.bounds_type === 0 && (item.scale.x < 0 || item.scale.y < 0)) note('flip-unsupported');
  return {
    id: about.id,
    sourceId: about.sourceId,
    box: { x: place(frame.centre.x - width / 2), y: place(frame.centre.y - height / 2), width, height },
    rotation: rounded(frame.rotation % 360),
    crop: shares(about.crop, about.size, () => note('value-limited', 'crop')),
    fit: fitOf(item.bounds_type, about.isSizeKnown),
    opacity: 1,
    blend: blend ?? 'normal',
    cornerRadius: 0,
    isVisible: about.isVisible,
    isLocked: item.locked,
  };
}

function fitOf(boundsType: number, isSizeKnown: boolean): SceneItem['fit'] {
  if (boundsType === 0) return isSizeKnown ? 'stretch' : 'contain';
  return boundsType === 1 ? 'stretch' : boundsType === 3 ? 'cover' : 'contain';
}

/** What is cut away as shares of the picture, of which a twentieth stays. */
function shares(crop: PixelCrop, { width, height }: { width: number; height: number }, onHeld: () => void) {
  const [cutLeft, cutRight] = pairOf(crop.left / width, crop.right / width, onHeld);
  const [cutTop, cutBottom] = pairOf(crop.top / height, crop.bottom / height, onHeld);
  return { left: cutLeft, top: cutTop, right: cutRight, bottom: cutBottom };
}

function pairOf(first: number, second: number, onHeld: () => void): [number, number] {
  const start = held(first, 0, 0.95, onHeld);
  return [start, held(second, 0, Math.max(0, 0.95 - start), onHeld)];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
