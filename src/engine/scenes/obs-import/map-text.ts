import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { held } from './held.js';
import type { ImportNotes } from './import-notes.js';
import { obsColour } from './obs-colour.js';
import type { ObsSource } from './obs-schema.js';
import { SettingsReader } from './settings-reader.js';

/** `font.flags` of libobs: OBS_FONT_BOLD, OBS_FONT_ITALIC. */
const bold = 1;
const italic = 2;
/** What GDI+ text can do and ours cannot. */
const missingFlags = ['vertical', 'gradient', 'chatlog', 'extents', 'drop_shadow', 'word_wrap', 'log_mode'] as const;

/** Text of Windows (`text_gdiplus`) and of the other systems (`text_ft2_source`). */
export function mapText(source: ObsSource, kind: 'text_gdiplus' | 'text_ft2_source', notes: ImportNotes): SourceKind {
  const settings = new SettingsReader(source.settings);
  const font = settings.inner('font');
  const flags = font.number('flags', 0);
  const style = font.text('style').toLowerCase();
  const note = (details: string): void => notes.add('source-partly', { source: source.name, details });
  for (const name of missingFlags) if (settings.flag(name, false)) note(name);
  if (settings.flag('read_from_file', false) || settings.flag('from_file', false)) note('file');
  const text = settings.text('text');
  if (text.length > 10_000) note('length');
  const isWindows = kind === 'text_gdiplus';
  const percent = (name: string, fallback: number): number => settings.number(name, fallback) / 100;
  const align = settings.text('align');
  const backgroundOpacity = isWindows ? percent('bk_opacity', 0) : 0;
  const hasOutline = settings.flag('outline', false);
  return {
    type: 'text',
    text: text.slice(0, 10_000),
    scroll: scrollOf(source, notes),
    font: font.text('face').trim().slice(0, 100) || 'sans-serif',
    sizePx: held(font.number('size', 36), 4, 2000, () =>
      notes.add('value-limited', { source: source.name, details: 'size' }),
    ),
    weight: (flags & bold) !== 0 || /bold|black|heavy/.test(style) ? (/semi|demi/.test(style) ? 600 : 800) : 400,
    isItalic: (flags & italic) !== 0 || /italic|oblique/.test(style),
    colour: isWindows
      ? obsColour(settings.number('color', 0xffffff), percent('opacity', 100))
      : obsColour(settings.number('color1', 0xffffffff)),
    align: align === 'center' ? 'centre' : align === 'right' ? 'right' : 'left',
    outline: {
      colour: isWindows
        ? obsColour(settings.number('outline_color', 0xffffff), percent('outline_opacity', 100))
        : '#000000',
      widthPx: hasOutline ? held(isWindows ? settings.number('outline_size', 2) : 2, 0, 100) : 0,
    },
    background:
      backgroundOpacity > 0
        ? { colour: obsColour(settings.number('bk_color', 0), backgroundOpacity), paddingPx: 0 }
        : null,
  };
}

/** The scroll filter moves the window over the picture; here the picture moves. */
function scrollOf({ name, filters }: ObsSource, notes: ImportNotes): { x: number; y: number } {
  const filter = filters.find((one) => one !== null && one.enabled && one.id === 'scroll_filter');
  if (filter === undefined || filter === null) return { x: 0, y: 0 };
  const settings = new SettingsReader(filter.settings);
  const limited = (): void => notes.add('value-limited', { source: name, details: 'scroll' });
  const speed = (field: string): number => held(0 - settings.number(field, 0), -4000, 4000, limited);
  return { x: speed('speed_x'), y: speed('speed_y') };
}
