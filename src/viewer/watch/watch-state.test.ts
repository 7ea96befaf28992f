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
  aheadSeconds: null,
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
    expect(nextWatchState(finished, { type: 'watch-from-start' })).toMatchObject({ source: 'recording', load: 2 });
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
