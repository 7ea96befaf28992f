import type { Effects, SourceType } from '../../../shared/scenes/scene-source.js';
import { held } from './held.js';
import type { ImportNotes } from './import-notes.js';
import { kindOf } from './map-kind.js';
import { obsColour } from './obs-colour.js';
import { maxFilters, type ObsFilter, type ObsSource } from './obs-schema.js';
import { SettingsReader } from './settings-reader.js';

/** Pixels of the source that a crop filter cuts away. */
export interface PixelCrop {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface MappedFilters {
  readonly effects: Effects;
  readonly crop: PixelCrop;
  /** Decibels of gain filters. */
  readonly gainDb: number;
}

/** Looked at where a source of this type itself is made; others have no such thing. */
const elsewhere: ReadonlyMap<string, SourceType> = new Map([
  ['scroll_filter', 'text'],
  ['noise_suppress_filter', 'microphone'],
]);
const keyColours: Readonly<Record<string, string>> = { green: '#00ff00', blue: '#0000ff', magenta: '#ff00ff' };

/** What the enabled filters of a source, of this type here, become; the last of a kind wins where there can be one. */
export function mapFilters(source: ObsSource, type: SourceType, notes: ImportNotes): MappedFilters {
  let effects: Effects = { chromaKey: null, colour: null, blurPx: 0 };
  let crop: PixelCrop = { left: 0, top: 0, right: 0, bottom: 0 };
  let gainDb = 0;
  if (source.filters.length > maxFilters) notes.add('too-many', { source: source.name });
  for (const filter of source.filters) {
    if (filter === null || !filter.enabled) continue;
    const kind = kindOf(filter);
    const settings = new SettingsReader(filter.settings);
    const partly = (): void => notes.add('filter-partly', { source: source.name, details: kind });
    if (kind === 'chroma_key_filter' || kind === 'color_key_filter') {
      effects = { ...effects, chromaKey: chromaKeyOf(settings, kind === 'chroma_key_filter') };
      if (kind === 'color_key_filter' || changesMore(settings)) partly();
    } else if (kind === 'color_filter') {
      effects = { ...effects, colour: colourOf(filter, settings, partly) };
    } else if (kind === 'crop_filter') {
      if (!settings.flag('relative', true)) partly();
      const side = (name: string): number => settings.number(name, 0);
      crop = {
        left: crop.left + side('left'),
        top: crop.top + side('top'),
        // absolute ones name a size, which says nothing without the source's
        right: crop.right + (settings.flag('relative', true) ? side('right') : 0),
        bottom: crop.bottom + (settings.flag('relative', true) ? side('bottom') : 0),
      };
    } else if (kind === 'gain_filter') {
      gainDb += settings.number('db', 0);
    } else if (elsewhere.get(kind) !== type) {
      notes.add('filter-unsupported', { source: source.name, details: kind });
    }
  }
  return { effects, crop, gainDb };
}

/** Similarity, smoothness and spill are thousandths there. */
function chromaKeyOf(settings: SettingsReader, isChroma: boolean): NonNullable<Effects['chromaKey']> {
  const share = (name: string, fallback: number): number => held(settings.number(name, fallback) / 1000, 0, 1);
  const type = settings.text('key_color_type') || 'green';
  return {
    colour: keyColours[type] ?? obsColour(settings.number('key_color', 0x00ff00), 1),
    similarity: share('similarity', isChroma ? 400 : 80),
    smoothness: share('smoothness', isChroma ? 80 : 50),
    spill: isChroma ? share('spill', 100) : 0,
  };
}

/** A key can also change the colours of what stays. */
function changesMore(settings: SettingsReader): boolean {
  return ['contrast', 'brightness', 'gamma'].some((name) => settings.number(name, 0) !== 0);
}

/** Zero changes nothing there; below it OBS divides where above it multiplies (`color-correction-filter.c`). */
function colourOf(filter: ObsFilter, settings: SettingsReader, partly: () => void): NonNullable<Effects['colour']> {
  const factor = (value: number): number => (value < 0 ? 1 / (1 - value) : 1 + value);
  // per cent in its first version, a share in the second
  const opaque = /_v\d+$/.test(filter.versioned_id || filter.id) ? 1 : 100;
  const hasMore = ['color_multiply', 'color_add'].some((name) => {
    const value = settings.number(name, name === 'color_add' ? 0 : 0xffffff) & 0xffffff;
    return value !== (name === 'color_add' ? 0 : 0xffffff);
  });
  if (hasMore || settings.number('opacity', opaque) !== opaque) partly();
  return {
    brightness: held(settings.number('brightness', 0), -1, 1, partly),
    contrast: held(factor(settings.number('contrast', 0)), 0, 3, partly),
    saturation: held(1 + settings.number('saturation', 0), 0, 3, partly),
    hueDegrees: held(settings.number('hue_shift', 0), -180, 180, partly),
    gamma: held(factor(settings.number('gamma', 0)), 0.2, 5, partly),
  };
}
