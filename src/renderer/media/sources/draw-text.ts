import { context2d } from '../canvas2d/canvas2d-renderer.js';
import { cssFont, type TextStyle } from './text-style.js';

/** Larger text is drawn smaller and laid out at its size: a GPU that takes less gets less (picture-textures.ts), few take more. */
const largestSide = 16_384;
/** 64 MB. */
const mostPixels = 4096 * 4096;

/** Text as a bitmap, and the size it is laid out at (programme pixels). */
export interface DrawnText {
  readonly bitmap: ImageBitmap;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws lines of text. `measured`: text that takes part in the size only, so that a clock does not grow and shrink with its
 * digits.
 */
export function drawText(text: string, style: TextStyle, measured = text): DrawnText {
  const lines = text.split('\n');
  const measuring = context2d(new OffscreenCanvas(1, 1));
  measuring.font = cssFont(style);
  const widthOf = (line: string): number => measuring.measureText(line).width;
  const inner = Math.max(1, ...lines.map(widthOf), ...measured.split('\n').map(widthOf));
  const lineHeight = style.sizePx * 1.25;
  // italic letters lean out of their box
  const lean = style.isItalic ? style.sizePx * 0.2 : 0;
  const margin = Math.ceil(style.outline.widthPx + (style.background?.paddingPx ?? 0) + lean + 1);
  const width = Math.ceil(inner) + 2 * margin;
  const height = Math.ceil(lines.length * lineHeight) + 2 * margin;
  const scale = Math.min(1, largestSide / width, largestSide / height, Math.sqrt(mostPixels / (width * height)));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = context2d(canvas);
  context.scale(scale, scale);
  if (style.background !== null) {
    context.fillStyle = style.background.colour;
    context.fillRect(0, 0, width, height);
  }
  context.font = cssFont(style);
  context.textBaseline = 'alphabetic';
  context.textAlign = style.align === 'centre' ? 'center' : style.align;
  const x = style.align === 'left' ? margin : style.align === 'right' ? width - margin : width / 2;
  lines.forEach((line, index) => {
    // capitals stand in the middle of their line
    const y = margin + index * lineHeight + lineHeight / 2 + style.sizePx * 0.36;
    if (style.outline.widthPx > 0) {
      context.lineJoin = 'round';
      context.lineWidth = style.outline.widthPx * 2;
      context.strokeStyle = style.outline.colour;
      context.strokeText(line, x, y);
    }
    context.fillStyle = style.colour;
    context.fillText(line, x, y);
  });
  return { bitmap: canvas.transferToImageBitmap(), width, height };
}
