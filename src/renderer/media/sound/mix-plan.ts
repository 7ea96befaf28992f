import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneSource, Sound } from '../../../shared/scenes/scene-source.js';
import { balanceGains } from './balance-gains.js';
import { gainOf } from './decibels.js';

/** Where a source with sound goes, as the programme scene stands. `alone`: for the creator alone. `absent`: shown and heard nowhere now. */
export type SoundReach = 'programme' | 'alone' | 'absent';

/** What the programme scene shows: the sources of its visible items. */
export function shownSources(scenes: SceneCollection['scenes'], programmeSceneId: string): ReadonlySet<string> {
  const items = scenes.find(({ id }) => id === programmeSceneId)?.items ?? [];
  return new Set(items.filter(({ isVisible }) => isVisible).map(({ sourceId }) => sourceId));
}

/** Whether viewers hear a source: if it is heard everywhere or shown, unless it is for the creator alone. */
export function soundReach(
  { id, isHeardEverywhere }: Pick<SceneSource, 'id' | 'isHeardEverywhere'>,
  { monitor }: Pick<Sound, 'monitor'>,
  shown: ReadonlySet<string>,
): SoundReach {
  if (monitor === 'only') return 'alone';
  return isHeardEverywhere || shown.has(id) ? 'programme' : 'absent';
}

/** How one source goes into the mix. */
export interface ChannelMix {
  readonly sourceId: string;
  readonly gain: number;
  readonly left: number;
  readonly right: number;
  readonly delaySeconds: number;
  readonly isMuted: boolean;
  readonly isInProgramme: boolean;
  readonly isMonitored: boolean;
}

/**
 * What is heard where. In the programme: sources that are heard everywhere or shown by the programme scene, but for those that
 * are for the creator alone. On the monitor: what the mixer says, or while a source is solo, that one and nothing else.
 */
export function mixPlan(
  { sources, scenes }: Pick<SceneCollection, 'sources' | 'scenes'>,
  programmeSceneId: string,
  soloId: string | null,
): ChannelMix[] {
  const shown = shownSources(scenes, programmeSceneId);
  // one that is there no more silences nobody
  const solo = sources.some(({ id, sound }) => id === soloId && sound !== null) ? soloId : null;
  return sources.flatMap((source) => {
    const { id, sound } = source;
    if (sound === null) return [];
    return {
      sourceId: id,
      gain: gainOf(sound.gainDb),
      ...balanceGains(sound.balance),
      delaySeconds: sound.delayMs / 1000,
      isMuted: sound.isMuted,
      isInProgramme: soundReach(source, sound, shown) === 'programme',
      isMonitored: solo === null ? sound.monitor !== 'off' : id === solo,
    };
  });
}
