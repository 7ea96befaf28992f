import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { fallbackFonts } from './studio-font.js';

/** How text looks: what text, clock and countdown have in common. */
export type TextStyle = Pick<
  Extract<SourceKind, { type: 'text' }>,
  'font' | 'sizePx' | 'weight' | 'isItalic' | 'colour' | 'align' | 'outline' | 'background'
>;

/** Its font in CSS. The name is data: what would end it is taken out. */
export function cssFont({ font, sizePx, weight, isItalic }: TextStyle): string {
  const name = font.replace(/["\\\p{Cc}]/gu, '');
  return `${isItalic ? 'italic ' : ''}${weight} ${sizePx}px "${name}", ${fallbackFonts()}`;
}
