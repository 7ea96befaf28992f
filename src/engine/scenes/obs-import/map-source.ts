import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import type { SceneSource, SourceKind } from '../../../shared/scenes/scene-source.js';
import { kindOfAsset } from '../assets/asset-kinds.js';
import type { ObsPicture } from './flatten-scene.js';
import type { ImportNotes } from './import-notes.js';
import { mapFilters } from './map-filters.js';
import { noteHotkeys } from './map-hotkey.js';
import { mapKind, type MappedKind } from './map-kind.js';
import { mapSound } from './map-sound.js';
import { nameOf } from './name-of.js';
import type { ObsSource } from './obs-schema.js';
import type { TakenFile } from './taken-file.js';

const pictures = new Set(['png', 'jpg', 'gif', 'webp', 'svg']);

/** A source of OBS as one of ours, with what is known of its picture. Null: it has no counterpart. */
export function mapSource(
  source: ObsSource,
  about: {
    readonly id: string;
    readonly canvas: Canvas;
    readonly files: ReadonlyMap<string, TakenFile>;
    readonly notes: ImportNotes;
    readonly withSystemSound: boolean;
  },
): { readonly source: SceneSource; readonly picture: ObsPicture } | null {
  const { notes } = about;
  const plain = mapKind(source, notes, about.withSystemSound);
  if (plain === null) return null;
  const mapped = withFile(source, plain, about.files, notes);
  const { effects, crop, gainDb } = mapFilters(source, mapped.kind.type, notes);
  noteHotkeys(source, notes);
  return {
    source: {
      id: about.id,
      name: nameOf(source.name, 'Source'),
      kind: mapped.kind,
      effects,
      sound: mapSound(source, mapped.kind, gainDb, notes),
      isHeardEverywhere: mapped.kind.type === 'microphone',
    },
    picture: {
      size: mapped.size ?? guessedSize(mapped.kind, about.canvas),
      isSizeKnown: mapped.size !== null,
      crop,
    },
  };
}

/** The file that was taken in, in the kind of source that shows it: OBS plays pictures as media, too. */
function withFile(
  { name }: ObsSource,
  mapped: MappedKind,
  files: ReadonlyMap<string, TakenFile>,
  notes: ImportNotes,
): MappedKind {
  if (mapped.file === null) return mapped;
  const taken = files.get(mapped.file) ?? { why: 'file-missing' };
  const details = mapped.file.slice(mapped.file.search(/[^/\\]*$/));
  if ('why' in taken) {
    notes.add(taken.why, { source: name, details });
    return mapped;
  }
  const { assetId, size } = taken;
  const isPicture = pictures.has(kindOfAsset(assetId) ?? '');
  if (isPicture) return { ...mapped, kind: { type: 'image', assetId }, size };
  if (mapped.kind.type === 'media') return { ...mapped, kind: { ...mapped.kind, assetId }, size };
  notes.add('file-unsupported', { source: name, details });
  return mapped;
}

function guessedSize(kind: SourceKind, canvas: Canvas): { width: number; height: number } {
  if (kind.type !== 'text') return { width: canvas.width, height: canvas.height };
  const lines = kind.text.split('\n');
  const longest = Math.max(1, ...lines.map((line) => line.length));
  return { width: longest * kind.sizePx * 0.55, height: lines.length * kind.sizePx * 1.25 };
}
