import { expect, test } from 'vitest';
import type { SceneSource } from '../../../../shared/scenes/scene-source.js';
import { DeviceList } from '../device-list.js';
import { TestTimers } from '../timers.test-support.js';
import { DeviceCapture } from './device-capture.js';

/** A camera that a test can plug in and out: no browser lets itself be brought to that. */
class FakeTrack {
  onended: (() => void) | null = null;
  isStopped = false;
  readonly label: string;
  readonly #deviceId: string;

  constructor(deviceId: string, label: string) {
    this.#deviceId = deviceId;
    this.label = label;
  }

  getSettings = () => ({ deviceId: this.#deviceId, width: 640, height: 480 });
  stop(): void {
    this.isStopped = true;
  }
}

const source = (deviceId: string, label: string): SceneSource => ({
  id: 'camera',
  name: 'Camera',
  kind: { type: 'camera', device: { deviceId, label }, width: 640, height: 480, fps: 30, isMirrored: false },
  effects: { chromaKey: null, colour: null, blurPx: 0 },
  sound: null,
  isHeardEverywhere: false,
});

function desk(permission: PermissionState = 'granted') {
  const plugged = new Map<string, string>();
  const timers = new TestTimers();
  const tracks: FakeTrack[] = [];
  const states: string[] = [];
  let isBusy = false;
  let cards = 0;
  let isNamed = true;
  let permit: (state: PermissionState) => void = () => undefined;
  const listeners = new Set<() => void>();
  const devices = new DeviceList({
    enumerateDevices: async () =>
      [...plugged].map(([deviceId, label]) => {
        const told = isNamed ? { deviceId, label } : { deviceId: '', label: '' };
        return { kind: 'videoinput', groupId: '', ...told, toJSON: () => told };
      }),
    addEventListener: (_type: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => void listeners.delete(listener),
  } as unknown as MediaDevices);
  const capture = new DeviceCapture({
    kind: 'camera',
    devices,
    outlet: {
      state: (state) => states.push('reason' in state ? `${state.status} ${state.reason.code}` : state.status),
      pictures: () => undefined,
      sound: () => undefined,
      bitmap: () => undefined,
      page: () => undefined,
      file: () => undefined,
      gone: () => (cards += 1),
    },
    browser: {
      getUserMedia: async ({ video }) => {
        if (isBusy) throw Object.assign(new Error('busy'), { name: 'NotReadableError' });
        isNamed = true;
        const wanted = (video as MediaTrackConstraints).deviceId;
        const exact = typeof wanted === 'object' && 'exact' in wanted ? String(wanted.exact) : null;
        const [id = '', label = ''] = [...plugged].find(([deviceId]) => exact === null || deviceId === exact) ?? [];
        const track = new FakeTrack(id, label);
        tracks.push(track);
        return { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
      },
      getDisplayMedia: async () => Promise.reject(new Error('not here')),
      watchPermission: (_kind, listener) => {
        permit = listener;
        listener(permission);
        return () => undefined;
      },
      after: timers.after,
    },
  });
  return {
    capture,
    plugged,
    timers,
    tracks,
    states,
    /** How often a placeholder was asked for. */
    cards: () => cards,
    change: () => listeners.forEach((listener) => listener()),
    permit: (state: PermissionState) => permit(state),
    setBusy: (is: boolean) => (isBusy = is),
    hideNames: () => (isNamed = false),
    last: () => expect.poll(() => states.at(-1), { timeout: 5_000 }),
  };
}

test('unplugged it is gone and does not take another one; plugged in again it comes back, under a new id', async () => {
  const { capture, plugged, tracks, states, change, last } = desk();
  plugged.set('a', 'Desk camera').set('b', 'Other');
  capture.update(source('a', 'Desk camera'));
  await last().toBe('live');
  plugged.delete('a');
  tracks.at(-1)?.onended?.();
  change();
  await last().toBe('gone capture.unplugged');
  plugged.set('c', 'Desk camera');
  change();
  await last().toBe('live');
  expect(tracks.map(({ getSettings }) => getSettings().deviceId)).toEqual(['a', 'c']);
  expect(states.filter((state) => state.startsWith('gone'))).toEqual(['gone capture.unplugged']);
});

test('one that nobody has begun has a placeholder, also with a worker that is new', async () => {
  const { capture, plugged, cards, last } = desk('prompt');
  plugged.set('a', 'Desk camera');
  capture.update(source('a', 'Desk camera'));
  expect(cards()).toBe(1);
  capture.repeat();
  expect(cards()).toBe(2);
  await capture.start();
  await last().toBe('live');
  capture.repeat();
  expect(cards()).toBe(2);
});

test('held by another program it is tried again until it is free, and said once', async () => {
  const { capture, plugged, timers, states, setBusy, last } = desk();
  plugged.set('a', 'Desk camera');
  setBusy(true);
  capture.update(source('a', 'Desk camera'));
  await last().toBe('gone capture.device-busy');
  timers.pass(3_000);
  await new Promise((done) => setImmediate(done));
  timers.pass(3_000);
  await new Promise((done) => setImmediate(done));
  setBusy(false);
  timers.pass(3_000);
  await last().toBe('live');
  expect(states).toEqual(['idle', 'gone capture.device-busy', 'live']);
});

test('names that are hidden until the first use: the right one is opened in the end', async () => {
  const { capture, plugged, tracks, hideNames, last } = desk();
  plugged.set('a', 'Other').set('b', 'Desk camera');
  hideNames();
  capture.update(source('of another computer', 'Desk camera'));
  await last().toBe('live');
  expect(tracks.map(({ label, isStopped }) => `${label} ${isStopped}`)).toEqual(['Other true', 'Desk camera false']);
});

test('it never asks by itself; without leave any more it says so', async () => {
  const { capture, plugged, tracks, states, permit, last } = desk('prompt');
  plugged.set('a', 'Desk camera');
  capture.update(source('a', 'Desk camera'));
  await capture.start();
  expect(states).toEqual(['idle', 'asking', 'live']);
  permit('granted');
  permit('denied');
  await last().toBe('denied capture.denied');
  expect(tracks.every(({ isStopped }) => isStopped)).toBe(true);
  expect(tracks.length).toBe(1);
  permit('granted');
  await last().toBe('live');
  capture.stop();
  expect(tracks.every(({ isStopped }) => isStopped)).toBe(true);
});
