import { context2d } from '../canvas2d/canvas2d-renderer.js';
import { fallbackFonts } from './studio-font.js';
import { StillPicture } from './still-picture.js';

/** Shape of a placeholder where the source's own is not known. */
const usualSize = { width: 1280, height: 720 } as const;

/**
 * What stands for a source that is gone, in the shape that its picture had: a dark card with a quiet mark. Viewers see it, so it
 * says neither the source's name nor what is wrong; the creator reads both in the lists and over the stage.
 */
export function placeholder(size: { readonly width: number; readonly height: number } | null): StillPicture {
  const shape = size ?? usualSize;
  const scale = Math.min(1, 640 / Math.max(shape.width, shape.height));
  const canvas = new OffscreenCanvas(
    Math.max(16, Math.round(shape.width * scale)),
    Math.max(16, Math.round(shape.height * scale)),
  );
  const context = card(canvas);
  mark(context, Math.min(canvas.width, canvas.height) / 9);
  return new StillPicture(canvas.transferToImageBitmap(), shape);
}

/** What is shown instead of the scenes while the programme pauses; as large as the programme. */
export function slate(width: number, height: number, title: string, line: string): StillPicture {
  return new StillPicture(sign(width, height, [title, line]));
}

/** Two lines in the middle of a dark picture: the first large, the second below it. */
function sign(width: number, height: number, [title, line]: readonly [string, string]): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const context = card(canvas);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const largest = Math.min(height / 7, width / 14);
  write(context, title, '#ffffff', 700, largest, height / 2 - largest * 0.6);
  write(context, line, '#b9c2d0', 400, largest * 0.6, height / 2 + largest * 0.6);
  return canvas.transferToImageBitmap();
}

/** The even dark that every sign lies on. */
function card(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = context2d(canvas, { alpha: false });
  context.fillStyle = '#14181f';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return context;
}

/** A ring with a line across, in the middle: nothing to see here, just now. */
function mark(context: OffscreenCanvasRenderingContext2D, radius: number): void {
  const { width, height } = context.canvas;
  const across = radius * Math.SQRT1_2;
  context.strokeStyle = '#3a4352';
  context.lineWidth = Math.max(1, radius / 7);
  context.beginPath();
  context.arc(width / 2, height / 2, radius, 0, 2 * Math.PI);
  context.moveTo(width / 2 - across, height / 2 + across);
  context.lineTo(width / 2 + across, height / 2 - across);
  context.stroke();
}

/** A line that fits: smaller where it must be, cut where smaller could not be read. */
function write(
  context: OffscreenCanvasRenderingContext2D,
  text: string,
  colour: string,
  weight: number,
  largestPx: number,
  y: number,
): void {
  const room = context.canvas.width * 0.92;
  const fontOf = (sizePx: number): string => `${weight} ${sizePx}px ${fallbackFonts()}`;
  context.font = fontOf(largestPx);
  const needed = context.measureText(text).width;
  context.font = fontOf(largestPx * Math.max(0.55, Math.min(1, room / Math.max(1, needed))));
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > room)
    shown = `${[...shown].slice(0, shown.endsWith('…') ? -2 : -1).join('')}…`;
  context.fillStyle = colour;
  context.fillText(shown, context.canvas.width / 2, y);
}
