import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../data/published.js';
import { initialWatchState, nextWatchState, screenOf, type WatchEvent, type WatchState } from './watch-state.js';

const broadcast: Broadcast = {
  id: '20261121-070000-abcdefgh',
  title: 'Show',
  description: '',
  channelName: 'Ada',
  state: 'live',
  startedAtMs: 0,
  durationSeconds: null,
  playable: true,
  hasPoster: false,
  hasHistory: true,
  aheadSeconds: null,
  hasLease: true,
};
const reading = (change: Partial<Broadcast>): WatchEvent => ({
  type: 'reading',
  outcome: 'ok',
  broadcast: { ...broadcast, ...change },
});
const after = (...events: WatchEvent[]): WatchState => events.reduce(nextWatchState, initialWatchState);

const live = reading({});
const ready: WatchEvent = { type: 'media', media: 'ready' };
const starved: WatchEvent = { type: 'media', media: 'starved' };
const ended = reading({ state: 'ended' });

describe('a broadcast', () => {
  it('waits, goes live, ends and becomes its recording', () => {
    expect(screenOf(initialWatchState)).toEqual({ kind: 'opening' });
    const waiting = after(reading({ state: 'waiting', playable: false }));
    expect(screenOf(waiting)).toEqual({ kind: 'waiting' });
    const started = nextWatchState(waiting, live);
    expect(started).toMatchObject({ source: 'live', load: 1 });
    const playing = nextWatchState(started, ready);
    expect(screenOf(playing)).toEqual({ kind: 'playing', overlay: 'none' });
    const over = nextWatchState(playing, ended);
    expect(over).toMatchObject({ source: 'live', load: 1 });
    const finished = nextWatchState(over, { type: 'media', media: 'finished' });
    expect(screenOf(finished)).toEqual({ kind: 'finished', of: 'stream' });
    const again = nextWatchState(finished, { type: 'watch-at', seconds: 0 });
    expect(again).toMatchObject({ source: 'recording', startAt: 0, load: 2 });
  });

  it('opens as a recording when it is over', () => {
    expect(after(ended)).toMatchObject({ source: 'recording', load: 1 });
    expect(screenOf(after(reading({ state: 'ended', playable: false })))).toEqual({
      kind: 'problem',
      problem: 'nothing-recorded',
    });
  });

  it('says that the stream is paused only once there is nothing left to play', () => {
    const reconnecting = reading({ state: 'reconnecting' });
    expect(screenOf(after(live, ready, reconnecting))).toEqual({ kind: 'playing', overlay: 'none' });
    expect(screenOf(after(live, ready, reconnecting, starved))).toEqual({ kind: 'playing', overlay: 'paused-stream' });
    expect(screenOf(after(live, ready, reconnecting, starved, live, ready))).toEqual({
      kind: 'playing',
      overlay: 'none',
    });
  });

  it('tells a lost connection from a slow one', () => {
    const lost: WatchEvent = { type: 'reading', outcome: 'unreachable' };
    expect(screenOf(after(lost))).toEqual({ kind: 'problem', problem: 'connection' });
    expect(screenOf(after(live, ready, lost))).toEqual({ kind: 'playing', overlay: 'none' });
    expect(screenOf(after(live, ready, lost, starved))).toEqual({ kind: 'playing', overlay: 'connection' });
    expect(screenOf(after(live, ready, starved))).toEqual({ kind: 'playing', overlay: 'buffering' });
  });

  it('waits while the master is announced and not there', () => {
    const trouble: WatchEvent = { type: 'trouble', trouble: { problem: 'not-yet', final: false } };
    expect(screenOf(after(live, trouble))).toEqual({ kind: 'waiting' });
    expect(screenOf(after(live, starved, trouble))).toEqual({ kind: 'waiting' });
  });

  it('keeps playing when the data file goes missing', () => {
    expect(screenOf(after(live, ready, { type: 'reading', outcome: 'missing' })).kind).toBe('playing');
    expect(screenOf(after({ type: 'reading', outcome: 'missing' }))).toEqual({ kind: 'problem', problem: 'not-found' });
  });

  it('ends for a viewer whose last segments never came, and only after the end', () => {
    const tooLong: WatchEvent = { type: 'starved-too-long' };
    expect(screenOf(after(live, ready, starved, tooLong)).kind).toBe('playing');
    expect(screenOf(after(live, ready, starved, ended, tooLong))).toEqual({ kind: 'finished', of: 'stream' });
  });

  it('is interrupted once its studio is silent and nothing is left to play, until it is back', () => {
    const silent: WatchEvent = { type: 'studio', isSilent: true };
    const dead = after(live, ready, starved, silent);
    expect(screenOf(dead)).toEqual({ kind: 'playing', overlay: 'interrupted' });
    expect(screenOf(nextWatchState(dead, ready))).toEqual({ kind: 'playing', overlay: 'none' });
    expect(screenOf(nextWatchState(dead, { type: 'studio', isSilent: false }))).toMatchObject({ overlay: 'buffering' });
    expect(nextWatchState(dead, ended).interrupted).toBe(false);
    expect(nextWatchState(after(ended), silent).interrupted).toBe(false);
    expect(screenOf(after(reading({ state: 'waiting', playable: false }), silent))).toEqual({
      kind: 'problem',
      problem: 'interrupted',
    });
    // the viewer's own line is what they can do something about
    const lost: WatchEvent = { type: 'reading', outcome: 'unreachable' };
    expect(screenOf(nextWatchState(dead, lost))).toEqual({ kind: 'playing', overlay: 'connection' });
  });

  it('shows what there is from the start meanwhile, and goes over to live where that ends', () => {
    const dead = after(live, ready, starved, { type: 'studio', isSilent: true });
    const back = nextWatchState(dead, { type: 'watch-at', seconds: 0 });
    expect(back).toMatchObject({ source: 'history', startAt: 0, load: 2 });
    const ranOut: WatchEvent = { type: 'history-ran-out', seconds: 61 };
    expect(nextWatchState(back, ranOut)).toMatchObject({ source: 'history', load: 2 });
    const alive = nextWatchState(back, { type: 'studio', isSilent: false });
    expect(nextWatchState(alive, ranOut)).toMatchObject({ source: 'live', startAt: 61, load: 3 });
    expect(nextWatchState(alive, { type: 'go-live' })).toMatchObject({ source: 'live', startAt: null });
    expect(nextWatchState(after(live, ready), { type: 'go-live' }).load).toBe(1);
  });

  it('begins at the time of a link, wherever that is by then', () => {
    const linked = (change: Partial<Broadcast>) =>
      nextWatchState({ ...initialWatchState, startAt: 754 }, reading(change));
    expect(linked({ state: 'ended' })).toMatchObject({ source: 'recording', startAt: 754 });
    expect(linked({ state: 'ended', durationSeconds: 700 })).toMatchObject({ source: 'recording', startAt: null });
    expect(linked({})).toMatchObject({ source: 'history', startAt: 754 });
    expect(linked({ hasHistory: false })).toMatchObject({ source: 'live', startAt: 754 });
  });

  it('loads only on its first reading and when asked, whatever happens', () => {
    const event = fc.oneof(
      fc
        .record({
          state: fc.constantFrom<Broadcast['state'][]>('waiting', 'live', 'reconnecting', 'ended'),
          playable: fc.boolean(),
        })
        .map(reading),
      fc.constantFrom<WatchEvent[]>(
        ready,
        starved,
        { type: 'media', media: 'finished' },
        { type: 'media', media: 'loading' },
        { type: 'reading', outcome: 'missing' },
        { type: 'reading', outcome: 'unreachable' },
        { type: 'reading', outcome: 'invalid' },
        { type: 'trouble', trouble: { problem: 'media-broken', final: true } },
        { type: 'complete' },
        { type: 'starved-too-long' },
        { type: 'studio', isSilent: true },
        { type: 'studio', isSilent: false },
        { type: 'history-ran-out', seconds: 7 },
        { type: 'go-live' },
      ),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const state = events.reduce(nextWatchState, initialWatchState);
        expect(state.load).toBe(state.source === 'none' ? 0 : 1);
        expect(screenOf(state)).toHaveProperty('kind');
      }),
    );
  });
});
