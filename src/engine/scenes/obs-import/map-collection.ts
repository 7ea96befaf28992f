import {
  sceneCollectionSchema,
  sceneCollectionVersion,
  type Canvas,
  type Scene,
  type SceneCollection,
} from '../../../shared/scenes/scene-collection.js';
import type { ObsImportReport } from '../../../shared/scenes/obs-import-report.js';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { flattenScene, type ObsPicture } from './flatten-scene.js';
import { held } from './held.js';
import { ImportNotes } from './import-notes.js';
import { mapHotkey, noteHotkeys } from './map-hotkey.js';
import { mapItem } from './map-item.js';
import { isSystemSound, kindOf } from './map-kind.js';
import { mapSource } from './map-source.js';
import { mapTransition } from './map-transition.js';
import { nameOf } from './name-of.js';
import type { ObsCollection, ObsSource } from './obs-schema.js';
import { SceneItems } from './scene-items.js';
import type { TakenFile } from './taken-file.js';

const limits = { sources: 500, scenes: 200, itemsPerScene: 200 };

interface Known {
  readonly source: SceneSource;
  readonly picture: ObsPicture;
}

/** A scene collection of OBS as one of ours, and what did not map. `files`: by the path that it names. */
export function mapCollection(
  obs: ObsCollection,
  files: ReadonlyMap<string, TakenFile>,
): { readonly collection: SceneCollection; readonly report: ObsImportReport } {
  const notes = new ImportNotes();
  const canvas = canvasOf(obs, notes);
  const all = [...obs.sources, ...obs.groups].filter((source) => source !== null);
  const byName = new Map(all.map((source) => [source.name, source]));
  const globals = [1, 2, 3, 4]
    .flatMap((n) => [
      obs[`AuxAudioDevice${n as 1 | 2 | 3 | 4}`] ?? [],
      n < 3 ? (obs[`DesktopAudioDevice${n as 1 | 2}`] ?? []) : [],
    ])
    .flat();
  const withSystemSound = [...all, ...globals].some((source) => isSystemSound(source) && !source.muted);
  const known = new Map<ObsSource, Known | null>();
  const sceneItems = new SceneItems();
  let count = 0;

  const know = (source: ObsSource, scene: string | null): Known | null => {
    const found = known.get(source);
    if (found !== undefined) return found;
    if (count >= limits.sources) notes.add('too-many', { source: source.name });
    const id = `source-${known.size + 1}`;
    const mapped = count < limits.sources ? mapSource(source, { id, canvas, files, notes, withSystemSound }) : null;
    if (scene !== null && mapped?.source.kind.type === 'microphone') {
      notes.add('heard-everywhere', { source: source.name, scene });
    }
    known.set(source, mapped);
    if (mapped !== null) count += 1;
    return mapped;
  };
  for (const source of globals) know(source, null);

  const scenes: Scene[] = [];
  for (const scene of scenesInOrder(obs)) {
    if (scenes.length >= limits.scenes) {
      notes.add('too-many', { scene: scene.name });
      break;
    }
    const pictureOf = (source: ObsSource): ObsPicture | null => {
      const found = know(source, scene.name);
      return found === null || found.source.kind.type === 'microphone' ? null : found.picture;
    };
    const flat = flattenScene({ scene, canvas, items: sceneItems, sources: byName, pictureOf, notes });
    if (flat.length > limits.itemsPerScene) notes.add('too-many', { scene: scene.name });
    const items = flat.slice(0, limits.itemsPerScene).flatMap(({ item, frame, isVisible, picture, crop }, index) => {
      const source = byName.get(item.name);
      const sourceId = source === undefined ? undefined : known.get(source)?.source.id;
      if (sourceId === undefined) return [];
      const about = { source: item.name, scene: scene.name };
      const isGuessed =
        !picture.isSizeKnown && (item.bounds_type === 0 || Object.values(crop).some((cut) => cut !== 0));
      if (isGuessed) notes.add('size-unknown', about);
      const id = `item-${scenes.length + 1}-${index + 1}`;
      const facts = { ...picture, id, sourceId, crop, isVisible };
      return [
        mapItem(item, frame, facts, (code, details) =>
          notes.add(code, { ...about, ...(details !== undefined && { details }) }),
        ),
      ];
    });
    const id = `scene-${scenes.length + 1}`;
    scenes.push({ id, name: nameOf(scene.name, 'Scene'), items, hotkey: mapHotkey(scene, notes) });
  }

  for (const container of sceneItems.containers) noteContainer(container, notes);

  const sources = [...known.values()].flatMap((one) => (one === null ? [] : [one.source]));
  const collection: SceneCollection = {
    version: sceneCollectionVersion,
    name: nameOf(obs.name, 'OBS'),
    canvas,
    sources,
    scenes: scenes.length > 0 ? scenes : [{ id: 'scene-1', name: 'Scene', items: [], hotkey: null }],
    transition: mapTransition(obs, notes),
    master: { gainDb: 0, isMuted: false, hasLimiter: true },
  };
  const items = scenes.reduce((count, scene) => count + scene.items.length, 0);
  return {
    // ours to keep: what does not fit is a mistake here, and is found here
    collection: sceneCollectionSchema.parse(collection),
    report: { scenes: scenes.length, sources: sources.length, items, notes: notes.all() },
  };
}

/** Scenes and groups have no filters here, and groups no hotkeys: a note for each that is on. */
function noteContainer(container: ObsSource, notes: ImportNotes): void {
  const about = container.id === 'scene' ? { scene: container.name } : { source: container.name };
  for (const filter of container.filters)
    if (filter?.enabled === true) notes.add('filter-unsupported', { ...about, details: kindOf(filter) });
  if (container.id === 'group') noteHotkeys(container, notes);
}

function canvasOf({ resolution }: ObsCollection, notes: ImportNotes): Canvas {
  const side = (value: number): number =>
    held(Math.round(value / 2) * 2, 64, 3840, () => notes.add('value-limited', { details: 'canvas' }));
  const { x, y } = resolution ?? { x: 1920, y: 1080 };
  return { width: side(x), height: side(y), fps: 30 };
}

/** In the order of the list; those that it forgot behind. */
function scenesInOrder({ sources, scene_order }: ObsCollection): ObsSource[] {
  const scenes = sources.filter((source) => source !== null).filter(({ id }) => id === 'scene');
  const place = new Map(scene_order.map((entry, index) => [entry?.name, index]));
  return scenes.toSorted((a, b) => (place.get(a.name) ?? Infinity) - (place.get(b.name) ?? Infinity) || 0);
}
