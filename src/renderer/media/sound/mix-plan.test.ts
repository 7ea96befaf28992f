import { expect, test } from 'vitest';
import type { SceneSource, Sound } from '../../../shared/scenes/scene-source.js';
import { sampleCollection, sampleItems, sampleSources } from '../../scenes/sample-collection.test-support.js';
import { mixPlan } from './mix-plan.js';

const { screen, microphone } = sampleSources;

function withSound(sourceId: string, change: Partial<Sound>, more: Partial<SceneSource> = {}) {
  const collection = sampleCollection();
  const sources = collection.sources.map((source) =>
    source.id === sourceId && source.sound !== null
      ? { ...source, ...more, sound: { ...source.sound, ...change } }
      : source,
  );
  const scenes = [...collection.scenes, { id: 'empty', name: 'Empty', items: [], hotkey: null }];
  return { ...collection, sources, scenes };
}

const heard = (collection: ReturnType<typeof withSound>, sceneId: string, solo: string | null = null) => ({
  programme: mixPlan(collection, sceneId, solo).flatMap((mix) => (mix.isInProgramme ? mix.sourceId : [])),
  monitor: mixPlan(collection, sceneId, solo).flatMap((mix) => (mix.isMonitored ? mix.sourceId : [])),
});

test('heard in the programme: what the scene shows, and what is heard everywhere', () => {
  const collection = withSound(microphone, {}, { isHeardEverywhere: true });
  expect(heard(collection, 'main').programme).toEqual([screen, microphone]);
  expect(heard(collection, 'empty').programme).toEqual([microphone]);
  const { scenes } = collection;
  const hidden = scenes.map((scene) => ({
    ...scene,
    items: scene.items.map((item) => ({ ...item, isVisible: item.id !== sampleItems.screen })),
  }));
  expect(heard({ ...collection, scenes: hidden }, 'main').programme).toEqual([microphone]);
});

test('the monitor: what the mixer says; solo alone, also what is not monitored; a solo that is gone silences nobody', () => {
  expect(heard(withSound(screen, { monitor: 'only' }), 'main')).toMatchObject({ monitor: [screen] });
  expect(heard(withSound(screen, { monitor: 'only' }), 'main').programme).not.toContain(screen);
  const also = withSound(screen, { monitor: 'also' });
  expect(heard(also, 'main').programme).toContain(screen);
  expect(heard(also, 'main', microphone).monitor).toEqual([microphone]);
  expect(heard(also, 'main', microphone).programme).toEqual(heard(also, 'main').programme);
  expect(heard(also, 'main', 'gone').monitor).toEqual([screen]);
  expect(heard(also, 'main', sampleSources.camera).monitor).toEqual([screen]);
});

test('levels', () => {
  const [mix] = mixPlan(withSound(screen, { gainDb: -20, balance: 1, delayMs: 250, isMuted: true }), 'main', null);
  expect(mix).toMatchObject({ left: 0, right: 1, delaySeconds: 0.25, isMuted: true });
  expect(mix?.gain).toBeCloseTo(0.1);
});
