import { expect, test } from 'vitest';
import type { CaptureState, StudioMediaState } from '../media/studio-media.js';
import { sourceKinds } from '../features/sources/source-kinds.js';
import { beginHistory } from '../scenes/history.js';
import { ObservableValue } from '../stores/observable-value.js';
import { createSceneStore } from '../stores/scene-store.js';
import { announceCaptures } from './announce-captures.js';
import { wordsFor } from './words.js';

const live: CaptureState = { status: 'live', label: 'C920', width: 1280, height: 720 };
const gone = (code = 'capture.unplugged'): CaptureState => ({
  status: 'gone',
  reason: { code, details: { device: 'microphone' } },
  needsGesture: false,
});
const denied: CaptureState = {
  status: 'denied',
  reason: { code: 'capture.denied', details: { device: 'microphone' } },
};

/** A microphone that is heard everywhere, and one that no scene uses; on air unless the test says otherwise. */
function bench() {
  const made = (id: string, name: string, isHeardEverywhere: boolean) => ({
    id,
    name,
    kind: sourceKinds.microphone.make(),
    effects: { chromaKey: null, colour: null, blurPx: 0 },
    sound: null,
    isHeardEverywhere,
  });
  const store = createSceneStore();
  store.setState({
    collectionId: 'one',
    programmeSceneId: 'main',
    history: beginHistory({
      version: 1,
      name: 'Scenes',
      canvas: { width: 1280, height: 720, fps: 30 },
      sources: [made('voice', 'My voice', true), made('spare', 'Spare', false)],
      scenes: [{ id: 'main', name: 'Main', items: [], hotkey: null }],
      transition: { kind: 'cut', durationMs: 0 },
      master: { gainDb: 0, isMuted: false, hasLimiter: true },
    }),
  });
  const state = new ObservableValue({
    captures: new Map(),
    feed: { status: 'sending', reason: null },
  } as unknown as StudioMediaState);
  const told: string[] = [];
  let now = 1_000;
  const end = announceCaptures({
    media: { state: () => state.get(), subscribe: (listener) => state.subscribe(listener) },
    scenes: { store },
    tell: ({ level, reason: { code, details } }) => told.push(`${level} ${wordsFor(code, details).title}`),
    nowMs: () => now,
  });
  const change = (id: string, ...states: CaptureState[]) => {
    for (const each of states) {
      state.set({ ...state.get(), captures: new Map(state.get().captures).set(id, each) });
    }
  };
  return {
    told,
    end,
    change,
    pass: (ms: number) => (now += ms),
    remove: (id: string) =>
      state.set({ ...state.get(), captures: new Map([...state.get().captures].filter(([each]) => each !== id)) }),
    setFeed: (status: StudioMediaState['feed']['status']) =>
      state.set({ ...state.get(), feed: { status, reason: null } }),
  };
}

test('what dies on air is told once, by its name, however often it is tried in vain; and that it is back', () => {
  const { told, change, end } = bench();
  change('voice', { status: 'idle' }, live, gone(), gone('capture.device-busy'), { status: 'asking' }, gone(), denied);
  expect(told).toEqual(['error My voice: Waiting for the microphone to come back']);
  change('voice', live, live);
  expect(told.slice(1)).toEqual(['info My voice: Viewers have it again']);
  end();
  change('voice', denied);
  expect(told).toHaveLength(2);
});

test('what never came, what viewers do not have, and what happens off air is not told', () => {
  const { told, change, setFeed, remove } = bench();
  change('voice', { status: 'idle' }, { status: 'asking' }, denied, live);
  change('spare', live, gone(), live);
  expect(told).toEqual([]);
  setFeed('off');
  change('voice', gone(), live);
  setFeed('reconnecting');
  remove('voice');
  change('voice', { status: 'idle' }, gone());
  expect(told).toEqual([]);
});

test('one that comes and goes is told every ten seconds; one that nobody allows any more is told as one that was unplugged', () => {
  const { told, change, pass } = bench();
  for (let second = 0; second < 15; second += 1) {
    change('voice', live, denied);
    pass(1_000);
  }
  expect(told).toEqual([
    'error My voice: Headwater may not use the microphone',
    'info My voice: Viewers have it again',
    'error My voice: Headwater may not use the microphone',
    'info My voice: Viewers have it again',
  ]);
});
