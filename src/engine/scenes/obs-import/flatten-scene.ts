import { frameOf, frameWithin, type Frame } from './map-item.js';
import type { ImportNotes } from './import-notes.js';
import type { PixelCrop } from './map-filters.js';
import type { ObsItem, ObsSource } from './obs-schema.js';
import type { SceneItems } from './scene-items.js';
import { SettingsReader } from './settings-reader.js';

/** An item of a source that is neither scene nor group, as it lies in the scene. */
export interface FlatItem {
  readonly item: ObsItem;
  readonly frame: Frame;
  readonly isVisible: boolean;
  readonly picture: ObsPicture;
  readonly crop: PixelCrop;
}

/** What is known of a source's picture. */
export interface ObsPicture {
  /** Pixels; where it is not known that of the canvas, or a guess. */
  readonly size: Size;
  readonly isSizeKnown: boolean;
  /** Cut away by filters of the source. */
  readonly crop: PixelCrop;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface FlattenRequest {
  readonly scene: ObsSource;
  readonly canvas: Size;
  /** Of the whole collection: what one scene looked at is not there for the others. */
  readonly items: SceneItems;
  /** By name: scenes and groups as well. */
  readonly sources: ReadonlyMap<string, ObsSource>;
  /** Null: it has none, or does not come over. */
  readonly pictureOf: (source: ObsSource) => ObsPicture | null;
  readonly notes: ImportNotes;
}

const maxDepth = 8;

/** All items of a scene, the lowest first; those of groups and of scenes in it at their places. */
export function flattenScene(request: FlattenRequest): FlatItem[] {
  const { scene, canvas, items, sources, pictureOf, notes } = request;
  const flat: FlatItem[] = [];

  const walk = (
    container: ObsSource,
    way: readonly string[],
    place: (frame: Frame) => Frame,
    isVisible: boolean,
  ): void => {
    for (const item of items.of(container)) {
      const about = { source: item.name, scene: scene.name };
      const source = sources.get(item.name);
      const isShown = isVisible && item.visible;
      const cut = { left: item.crop_left, top: item.crop_top, right: item.crop_right, bottom: item.crop_bottom };
      if (source === undefined) {
        notes.add('source-missing', about);
        continue;
      }
      noteTransitions(item, about, notes);
      if (source.id !== 'scene' && source.id !== 'group') {
        const picture = pictureOf(source);
        if (picture === null) continue;
        const crop = summed(picture.crop, cut);
        flat.push({ item, frame: place(frameOf(item, picture.size, crop)), isVisible: isShown, picture, crop });
      } else if (way.includes(source.name) || way.length > maxDepth) notes.add('nested-too-deep', about);
      else {
        notes.add('nested-flattened', about);
        const size = sizeOf(source, canvas);
        const outer = frameOf(item, size, cut);
        walk(source, [...way, source.name], (frame) => place(frameWithin(frame, outer, size)), isShown);
      }
    }
  };
  items.beginScene();
  walk(scene, [scene.name], (frame) => frame, true);
  if (items.isExhausted) notes.add('too-many', { scene: scene.name });
  return flat;
}

/** Items appear and go at once here. */
function noteTransitions(
  { show_transition, hide_transition }: ObsItem,
  about: { readonly source: string; readonly scene: string },
  notes: ImportNotes,
): void {
  for (const details of [show_transition, hide_transition])
    if (details !== '') notes.add('item-transition-unsupported', { ...about, details });
}

/** A group says how large it is; a scene is as large as the canvas, unless it says otherwise. */
function sizeOf({ settings }: ObsSource, canvas: Size): Size {
  const reader = new SettingsReader(settings);
  const [width, height] = [reader.number('cx', 0), reader.number('cy', 0)];
  return reader.flag('custom_size', false) && width >= 1 && height >= 1 ? { width, height } : canvas;
}

function summed(first: PixelCrop, second: PixelCrop): PixelCrop {
  return {
    left: first.left + second.left,
    top: first.top + second.top,
    right: first.right + second.right,
    bottom: first.bottom + second.bottom,
  };
}
