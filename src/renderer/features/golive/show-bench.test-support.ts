import { createStore } from 'zustand/vanilla';
import type { StudioFeed } from '../../../shared/feed.js';
import type { ActiveBroadcast, StudioState } from '../../../shared/studio-state.js';
import type { GoLive, StudioMedia, StudioMediaState } from '../../media/studio-media.js';
import { sampleState } from '../../stores/sample-state.test-support.js';
import type { StudioView } from '../../stores/studio-store.js';
import { sampleBroadcast } from './sample-broadcast.test-support.js';
import { ShowDesk } from './show-desk.js';
import { ShowMemory } from './show-memory.js';

export const idle: StudioFeed = { status: 'idle', purpose: null, studioId: null, showId: null, bitrate: null };
export const figures = {
  composed: 300,
  repeated: 0,
  skippedByEncoder: 0,
  lostWithEncoder: 0,
  droppedByFeed: 0,
  composeP50Ms: 2,
  composeP95Ms: 4,
  encodeQueue: 0,
  sentBytes: 0,
  untakenBytes: 0,
  renderer: 'webgl2' as const,
  encoder: { codec: 'h264' as const, isHardware: false },
  driftMs: 0,
};

/** The desk between the two sides that it follows, and a clock that the test moves. */
export function bench() {
  const store = createStore<StudioView>(() => ({
    connection: { status: 'connected' },
    state: sampleState(),
    samples: [],
  }));
  let media: StudioMediaState = {
    generation: 0,
    captures: new Map(),
    devices: [],
    figures,
    feed: { status: 'off', reason: null },
    cannotBegin: false,
    sound: 'running',
    output: { canChoose: false, device: null, isMissing: false },
    isPaused: false,
    sceneOn: null,
    trouble: [],
  };
  const listeners = new Set<() => void>();
  const calls: string[] = [];
  const begun: GoLive[] = [];
  const stops: string[] = [];
  const ended: string[] = [];
  const remembered = new Map<string, string>();
  const timers: { atMs: number; done: () => void }[] = [];
  let nowMs = 0;
  const setMedia = (change: Partial<StudioMediaState>) => {
    media = { ...media, ...change };
    for (const listener of listeners) listener();
  };
  const port: Pick<StudioMedia, 'state' | 'subscribe' | 'goLive' | 'stop' | 'pause'> = {
    state: () => media,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    goLive: (request) => {
      begun.push(request);
      calls.push('goLive');
      setMedia({ feed: { status: 'connecting', reason: null } });
    },
    stop: () => {
      stops.push(media.feed.status);
      setMedia({ feed: { status: 'off', reason: null } });
    },
    pause: (isPaused) => {
      calls.push(isPaused ? 'pause' : 'unpause');
      setMedia({ isPaused });
    },
  };
  const make = () =>
    new ShowDesk({
      media: port,
      store,
      compose: () => void calls.push('compose'),
      endBroadcast: (id) => {
        ended.push(id);
        return Promise.resolve();
      },
      memory: new ShowMemory({
        storage: {
          getItem: (key) => remembered.get(key) ?? null,
          setItem: (key, value) => void remembered.set(key, value),
          removeItem: (key) => void remembered.delete(key),
        },
        locks: null,
      }),
      nowMs: () => nowMs,
      after: (ms, done) => {
        const timer = { atMs: nowMs + ms, done };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
    });
  const desk = make();
  desk.start();
  return {
    desk,
    make,
    calls,
    begun,
    stops,
    ended,
    setMedia,
    setState: (change: Partial<StudioState>) =>
      store.setState((view) => ({ state: view.state === null ? null : { ...view.state, ...change } })),
    /** The page is loaded anew: the worker has told nothing, and nobody sends what this tab sent. */
    reload: (before: ShowDesk, change: Partial<StudioMediaState> = {}) => {
      before.stop();
      calls.length = 0;
      setMedia({ feed: { status: 'off', reason: null }, figures: null, isPaused: false, ...change });
      const { showId = '' } = begun.at(-1) ?? {};
      store.setState((view) => ({
        state:
          view.state === null
            ? null
            : { ...view.state, studioFeed: { ...idle, status: 'broken', purpose: 'live', showId } },
      }));
      const reloaded = make();
      reloaded.start();
      return reloaded;
    },
    pass: (ms: number) => {
      nowMs += ms;
      for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.done();
      }
    },
    goOnAir: (change: Partial<ActiveBroadcast> = {}) => {
      setMedia({ feed: { status: 'sending', reason: null } });
      store.setState((view) => ({
        state: view.state === null ? null : { ...view.state, broadcast: sampleBroadcast(change) },
      }));
    },
  };
}

/** What is left of the sample broadcast in the library. */
export const endedRecording = {
  id: sampleBroadcast().id,
  title: 'Canoe',
  visibility: 'public' as const,
  createdAtMs: 0,
  endedAtMs: 1,
  durationSeconds: 60,
  sizeBytes: 1,
  width: 1280,
  height: 720,
  status: 'ended' as const,
  posterUrl: null,
  links: [],
  publications: [],
  export: null,
};
