import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaptureState, StudioMediaState } from '../media/studio-media.js';
import { sourceKinds } from '../features/sources/source-kinds.js';
import { defaultItem } from '../scenes/edits/default-item.js';
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

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A microphone that is heard everywhere, and one that the scene "Guest" alone uses; on air unless the test says otherwise. */
function bench() {
  const made = (id: string, name: string, isHeardEverywhere: boolean) => ({
    id,
    name,
    kind: sourceKinds.microphone.make(),
    effects: { chromaKey: null, colour: null, blurPx: 0 },
    sound: null,
    isHeardEverywhere,
  });
  const [voice, spare] = [made('voice', 'My voice', true), made('spare', 'Spare', false)];
  const canvas = { width: 1280, height: 720, fps: 30 } as const;
  const store = createSceneStore();
  store.setState({
    collectionId: 'one',
    programmeSceneId: 'main',
    history: beginHistory({
      version: 1,
      name: 'Scenes',
      canvas,
      sources: [voice, spare],
      scenes: [
        { id: 'main', name: 'Main', items: [], hotkey: null },
        { id: 'guest', name: 'Guest', items: [defaultItem('shown', spare, canvas, null)], hotkey: null },
      ],
      transition: { kind: 'cut', durationMs: 0 },
      master: { gainDb: 0, isMuted: false, hasLimiter: true },
    }),
  });
  const state = new ObservableValue({
    captures: new Map(),
    feed: { status: 'sending', reason: null },
  } as unknown as StudioMediaState);
  const told: string[] = [];
  const end = announceCaptures({
    media: { state: () => state.get(), subscribe: (listener) => state.subscribe(listener) },
    scenes: { store },
    tell: ({ level, reason: { code, details } }) => told.push(`${level} ${wordsFor(code, details).title}`),
    nowMs: () => Date.now(),
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
    putOn: (programmeSceneId: string) => store.setState({ programmeSceneId }),
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
  const { told, change } = bench();
  for (let second = 0; second < 15; second += 1) {
    change('voice', live, denied);
    vi.advanceTimersByTime(1_000);
  }
  expect(told).toEqual([
    'error My voice: Headwater may not use the microphone',
    'info My voice: Viewers have it again',
    'error My voice: Headwater may not use the microphone',
    'info My voice: Viewers have it again',
  ]);
});

test('one that died for good within the quiet of ten seconds is told at their end, and one that came back is not', () => {
  const { told, change, end } = bench();
  const unplugged = 'error My voice: Waiting for the microphone to come back';
  change('voice', live, gone(), live, gone());
  expect(told).toEqual([unplugged, 'info My voice: Viewers have it again']);
  vi.advanceTimersByTime(9_999);
  expect(told).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(told.slice(2)).toEqual([unplugged]);
  change('voice', live, gone(), live);
  vi.advanceTimersByTime(60_000);
  expect(told.slice(3)).toEqual(['info My voice: Viewers have it again']);
  change('voice', gone(), live, gone());
  end();
  vi.advanceTimersByTime(60_000);
  expect(told.slice(4)).toEqual([unplugged, 'info My voice: Viewers have it again']);
});

test('what died where viewers did not have it is told when its scene comes on; its return when they have it', () => {
  const { told, change, putOn } = bench();
  change('spare', live, gone());
  expect(told).toEqual([]);
  putOn('guest');
  expect(told).toEqual(['error Spare: Waiting for the microphone to come back']);
  putOn('main');
  change('spare', live);
  putOn('guest');
  expect(told).toHaveLength(1);
});
