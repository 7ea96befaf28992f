import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { clockText, countdownText } from '../../media/sources/time-text.js';
import { cssFont } from '../../media/sources/text-style.js';
import type { PictureSize } from '../../scenes/edits/default-item.js';

export type TextKind = Extract<SourceKind, { type: 'text' | 'clock' | 'countdown' }>;

/**
 * The size that text is laid out at, in programme pixels, as the programme worker draws it (media/sources/draw-text.ts).
 * A clock has the same size whatever its digits are.
 */
export function textSizeOf(kind: TextKind): PictureSize {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  const text = textOf(kind, Date.now());
  const lines = text.split('\n');
  if (context === null) return { width: kind.sizePx * 4, height: lines.length * kind.sizePx * 1.25 };
  context.font = pageFont(kind);
  const inner = Math.max(1, ...lines.map((line) => context.measureText(line).width));
  const lean = kind.isItalic ? kind.sizePx * 0.2 : 0;
  const margin = Math.ceil(kind.outline.widthPx + (kind.background?.paddingPx ?? 0) + lean + 1);
  return {
    width: Math.ceil(inner) + 2 * margin,
    height: Math.ceil(lines.length * kind.sizePx * 1.25) + 2 * margin,
  };
}

function textOf(kind: TextKind, nowMs: number): string {
  if (kind.type === 'text') return kind.text;
  const text = kind.type === 'clock' ? clockText(kind.format, nowMs) : countdownText(kind, nowMs);
  return text.replace(/\d/g, '0');
}

/** The page has the studio's own font from its styles; only the worker, which loads its own, has it named by `cssFont`. */
function pageFont(kind: TextKind): string {
  return cssFont(kind).replace(/(?:, "Inter Variable")?, system-ui/, ', "Inter Variable", system-ui');
}
