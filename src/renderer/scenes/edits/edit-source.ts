import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { Effects, SceneSource, Sound, SourceKind } from '../../../shared/scenes/scene-source.js';
import { defaultSound } from './default-sound.js';

/** Changes what a source is: its text, its device, its file. A channel of the mixer comes and goes with what makes sound. */
export function setKind(collection: SceneCollection, sourceId: string, kind: SourceKind): SceneCollection {
  return editSource(collection, sourceId, (source) => {
    source.kind = kind;
    const sound = defaultSound(kind);
    source.sound = sound === null ? null : (source.sound ?? sound);
  });
}

/** Changes the picture of a source, in every scene. */
export function setEffects(collection: SceneCollection, sourceId: string, effects: Partial<Effects>): SceneCollection {
  return editSource(collection, sourceId, (source) => {
    Object.assign(source.effects, effects);
  });
}

/** Changes a channel of the mixer, held within what it has; nothing for a source without sound. */
export function setSound(collection: SceneCollection, sourceId: string, change: Partial<Sound>): SceneCollection {
  return editSource(collection, sourceId, ({ sound }) => {
    if (sound === null) return;
    Object.assign(sound, change);
    sound.gainDb = held(sound.gainDb, -60, 24);
    sound.balance = held(sound.balance, -1, 1);
    sound.delayMs = held(sound.delayMs, 0, 2000);
  });
}

/** Heard in every scene, or only where one of its items is on. */
export function setHeardEverywhere(collection: SceneCollection, sourceId: string, is: boolean): SceneCollection {
  return editSource(collection, sourceId, (source) => {
    source.isHeardEverywhere = is;
  });
}

/** Changes the master of the mixer. */
export function setMaster(collection: SceneCollection, change: Partial<SceneCollection['master']>): SceneCollection {
  return produce(collection, ({ master }) => {
    Object.assign(master, change);
    master.gainDb = held(master.gainDb, -60, 12);
  });
}

function editSource(
  collection: SceneCollection,
  sourceId: string,
  edit: (source: SceneSource) => void,
): SceneCollection {
  return produce(collection, ({ sources }) => {
    const source = sources.find(({ id }) => id === sourceId);
    if (source !== undefined) edit(source);
  });
}

function held(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : Math.max(least, Math.min(0, most));
}
