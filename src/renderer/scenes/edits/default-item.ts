import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import type { Box, SceneItem } from '../../../shared/scenes/scene-item.js';
import type { SceneSource, SourceKind } from '../../../shared/scenes/scene-source.js';
import { holdBox } from '../geometry/hold-box.js';
import { canvasBox } from './fit-items.js';

/** The size of a picture, in its own pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * An item that shows a source for the first time. What is larger than the canvas is fitted into it, what is smaller keeps
 * its size, centred; a capture or video fills as much of the canvas as it can. `size`: the picture's own, where it is known.
 */
export function defaultItem(id: string, source: SceneSource, canvas: Canvas, size: PictureSize | null): SceneItem {
  return {
    id,
    sourceId: source.id,
    box: holdBox(boxFor(source.kind, canvas, size)),
    rotation: 0,
    crop: { left: 0, top: 0, right: 0, bottom: 0 },
    fit: source.kind.type === 'colour' ? 'stretch' : 'contain',
    opacity: 1,
    blend: 'normal',
    cornerRadius: 0,
    isVisible: true,
    isLocked: false,
  };
}

/** Whether a source has a picture that a scene can show. */
export function hasPicture({ type }: SourceKind): boolean {
  return type !== 'microphone';
}

function boxFor(kind: SourceKind, canvas: Canvas, size: PictureSize | null): Box {
  switch (kind.type) {
    case 'colour':
    case 'microphone':
      return canvasBox(canvas, canvas, 'stretch');
    case 'display':
    case 'media':
      return canvasBox(size ?? canvas, canvas, 'fit');
    case 'camera':
    case 'web':
      return canvasBox(size ?? kind, canvas, 'fit');
    case 'image':
      return size === null ? canvasBox(canvas, canvas, 'fit') : atMost(size, canvas);
    case 'text':
      return atMost(size ?? textSize(kind.text, kind.sizePx), canvas);
    case 'clock':
      return atMost(size ?? textSize('00:00:00', kind.sizePx), canvas);
    case 'countdown':
      return atMost(size ?? textSize(kind.endText.length > 7 ? kind.endText : '0:00:00', kind.sizePx), canvas);
  }
}

/** Its own size where that fits. */
function atMost(size: PictureSize, canvas: Canvas): Box {
  if (size.width > canvas.width || size.height > canvas.height) return canvasBox(size, canvas, 'fit');
  const { width, height } = size;
  return { x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width, height };
}

/** Roughly, before anything is drawn: letters of a sans serif are half as wide as high on average. */
function textSize(text: string, sizePx: number): PictureSize {
  const lines = text.split('\n');
  const longest = Math.max(1, ...lines.map((line) => line.length));
  return { width: Math.max(sizePx, longest * sizePx * 0.55), height: lines.length * sizePx * 1.25 };
}
