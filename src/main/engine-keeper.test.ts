import { beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../shared/errors.js';
import type { EnginePorts } from '../shared/host-protocol.js';
import { EngineKeeper } from './engine-keeper.js';
import type { EngineProcessEvents } from './engine-process.js';

const url = 'http://127.0.0.1:8095/#token=x';
const listens = { studio: 8095, rtmp: 1936, origin: 8096 };
const busy = new AppError('engine.data-dir-busy', 'Expected it to be free').toData();

let now: number;
let pauses: number[];
let ports: (EnginePorts | null)[];
let life: EngineProcessEvents;
const told = { onReady: vi.fn(), onShow: vi.fn(), onGone: vi.fn(), onFailed: vi.fn() };
const note = vi.fn();
let keeper: EngineKeeper;
const stop = vi.fn(async () => life.onExit(0, Promise.resolve('its last words')));

beforeEach(() => {
  vi.clearAllMocks();
  [now, pauses, ports] = [0, [], []];
  keeper = new EngineKeeper(told, {
    launch: (events, port) => {
      life = events;
      ports.push(port);
      return { stop, kill: () => life.onExit(9, Promise.resolve('its last words')) };
    },
    now: () => now,
    after: (delayMs, then) => {
      pauses.push(delayMs);
      then();
    },
    note,
  });
  keeper.start();
});

it('starts one that fell anew at once, on the same ports', () => {
  life.onReady(url, listens);
  expect(told.onGone).not.toHaveBeenCalled();
  life.onExit(9, Promise.resolve('its last words'));
  expect(told.onGone).toHaveBeenCalledTimes(1);
  expect(ports).toEqual([null, listens]);
  expect(pauses).toEqual([0]);
  expect(keeper.isRunning()).toBe(true);
  life.onReady(url, listens);
  expect(told.onReady).toHaveBeenCalledTimes(2);
  expect(told.onFailed).not.toHaveBeenCalled();
});

it('notes each fall with why, also one that is mended, and no end that was asked for', async () => {
  life.onReady(url, listens);
  life.onExit(7, Promise.resolve('Error: the reason'));
  await vi.waitFor(() =>
    expect(note.mock.calls).toEqual([['Expected the engine to run, got exit code 7\nError: the reason']]),
  );
  life.onExit(9, Promise.resolve(''));
  await vi.waitFor(() => expect(note).toHaveBeenLastCalledWith('Expected the engine to run, got exit code 9'));
  await keeper.stop();
  expect(note).toHaveBeenCalledTimes(2);
});

it('waits longer for one that falls again and again, and gives it up', () => {
  life.onReady(url, listens);
  for (let falls = 0; falls < 7; falls += 1) life.onExit(9, Promise.resolve('its last words'));
  expect(pauses).toEqual([0, 0, 1_000, 2_000, 5_000, 10_000, 20_000]);
  expect(told.onFailed).not.toHaveBeenCalled();
  life.onExit(9, Promise.resolve('its last words'));
  expect(told.onFailed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'internal' }), true);
  expect(keeper.isRunning()).toBe(false);
});

it('forgets earlier falls after a healthy minute', () => {
  life.onReady(url, listens);
  for (let falls = 0; falls < 3; falls += 1) life.onExit(9, Promise.resolve('its last words'));
  now += 60_000;
  life.onExit(9, Promise.resolve('its last words'));
  expect(pauses).toEqual([0, 0, 1_000, 0]);
});

it('tells of one that never came up, and does not start it again', () => {
  life.onFailed(busy);
  life.onExit(0, Promise.resolve('its last words'));
  expect(told.onFailed).toHaveBeenCalledExactlyOnceWith(busy, false);
  expect(ports).toEqual([null]);
});

it('tells of one that fell before it was up', () => {
  life.onExit(1, Promise.resolve('its last words'));
  expect(told.onFailed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'internal' }), false);
});

it('tries again where a later life does not come up', () => {
  life.onReady(url, listens);
  life.onExit(9, Promise.resolve('its last words'));
  life.onFailed(busy);
  expect(stop).toHaveBeenCalledOnce();
  expect(ports).toEqual([null, listens, listens]);
  expect(told.onFailed).not.toHaveBeenCalled();
});

it('starts none that ends, and tells of none that is ready, once it gives up restarts', () => {
  keeper.giveUpRestarts();
  life.onReady(url, listens);
  life.onExit(0, Promise.resolve('its last words'));
  expect(ports).toEqual([null]);
  expect(told.onReady).not.toHaveBeenCalled();
  expect(told.onFailed).not.toHaveBeenCalled();
  expect(keeper.isRunning()).toBe(false);
});

it('starts none once it was stopped', async () => {
  life.onReady(url, listens);
  await keeper.stop();
  expect(ports).toEqual([null]);
  expect(pauses).toEqual([]);
});
