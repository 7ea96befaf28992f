import { expect, test } from 'vitest';
import { sampleState } from '../../stores/sample-state.test-support.js';
import { sampleBroadcast } from './sample-broadcast.test-support.js';
import { bench, endedRecording, figures, idle } from './show-bench.test-support.js';
import { rehearsalMs, undoEndMs } from './show-desk.js';

test('one press is one show; while it is on another press begins nothing', () => {
  const { desk, begun, goOnAir } = bench();
  desk.begin('live');
  desk.begin('live');
  expect(begun).toHaveLength(1);
  expect(begun[0]).toMatchObject({ purpose: 'live', title: null, videoBitrate: 6_000_000, keyframeSeconds: 2 });
  expect(desk.phase().kind).toBe('connecting');
  goOnAir({ status: 'starting' });
  expect(desk.phase().kind).toBe('starting');
  goOnAir();
  expect(desk.phase().kind).toBe('live');
});

test('the end can be taken back for five seconds, and comes then', () => {
  const { desk, goOnAir, pass, stops, setState } = bench();
  desk.begin('live');
  goOnAir();
  desk.askEnd();
  expect(desk.phase()).toMatchObject({ kind: 'leaving', atMs: undoEndMs });
  pass(undoEndMs - 1);
  desk.undoEnd();
  pass(undoEndMs);
  expect([desk.phase().kind, stops]).toEqual(['live', []]);
  desk.askEnd();
  pass(undoEndMs);
  expect([desk.phase().kind, stops]).toEqual(['ending', ['sending']]);
  const recording = { ...sampleState().recordings[0], ...endedRecording };
  setState({ broadcast: null, recordings: [recording] });
  expect(desk.phase()).toMatchObject({ kind: 'ended', purpose: 'live', recording: { id: endedRecording.id } });
  desk.dismissLast();
  expect(desk.phase().kind).toBe('off');
});

test('what was lost of a show is told when it is over, up to the last figures of its sending, and no further', () => {
  const { desk, goOnAir, setMedia, setState } = bench();
  desk.begin('live');
  goOnAir();
  setMedia({ figures: { ...figures, composed: 400, skippedByEncoder: 2 } });
  desk.askEnd();
  setState({ broadcast: null, recordings: [{ ...sampleState().recordings[0], ...endedRecording }] });
  const losses = () => desk.view.get().last?.losses;
  expect(losses()).toEqual({ all: 100, repeated: 0, skipped: 2, failed: 0, dropped: 0, missing: 0 });
  setMedia({ figures: { ...figures, composed: 410, skippedByEncoder: 5, lostWithEncoder: 4, repeated: 1 } });
  expect(losses()).toEqual({ all: 111, repeated: 1, skipped: 1, failed: 4, dropped: 0, missing: 0 });
  setMedia({ feed: { status: 'off', reason: null } });
  setMedia({ figures: { ...figures, composed: 900, skippedByEncoder: 5, lostWithEncoder: 4, repeated: 70 } });
  expect(losses()).toEqual({ all: 111, repeated: 1, skipped: 1, failed: 4, dropped: 0, missing: 0 });
});

test('what was lost with a worker that died stays lost, and what nobody composed until the next one is missing', () => {
  const { desk, goOnAir, pass, setMedia } = bench();
  const losses = () => desk.view.get().losses;
  // before the show, of no account
  setMedia({ figures: { ...figures, composed: 600, repeated: 500 } });
  desk.begin('live');
  goOnAir();
  setMedia({ figures: { ...figures, composed: 700, repeated: 540, skippedByEncoder: 3 } });
  expect(losses()).toEqual({ all: 140, repeated: 40, skipped: 3, failed: 0, dropped: 0, missing: 0 });
  setMedia({ figures: null, feed: { status: 'reconnecting', reason: null } });
  expect(losses()).toEqual({ all: 140, repeated: 40, skipped: 3, failed: 0, dropped: 0, missing: 0 });
  // 11 s, of which the new worker made the last
  pass(11_000);
  setMedia({ figures: { ...figures, composed: 28, repeated: 2 }, feed: { status: 'sending', reason: null } });
  expect(losses()).toEqual({ all: 470, repeated: 42, skipped: 3, failed: 0, dropped: 0, missing: 300 });
  expect(desk.view.get().trend.at(-1)?.losses.missing).toBe(300);
  // by now it has composed more than the old one had when the show began
  setMedia({ figures: { ...figures, composed: 900, repeated: 300, droppedByFeed: 5 } });
  expect(losses()).toEqual({ all: 1_640, repeated: 340, skipped: 3, failed: 0, dropped: 5, missing: 300 });
  expect(desk.view.get().trend.at(-1)?.losses).toMatchObject({ repeated: 298, dropped: 5 });
});

test('a worker whose death was not told is known by counts that fall', () => {
  const { desk, goOnAir, pass, setMedia } = bench();
  desk.begin('live');
  goOnAir();
  setMedia({ figures: { ...figures, composed: 400, repeated: 7 } });
  pass(3_000);
  setMedia({ figures: { ...figures, composed: 30, repeated: 0 } });
  expect(desk.view.get().losses).toMatchObject({ all: 197, repeated: 7, missing: 60 });
});

test('a reload goes on counting, and what nobody sent meanwhile is missing', () => {
  const { desk, reload, goOnAir, pass, setMedia, setState } = bench();
  desk.begin('live');
  goOnAir();
  setMedia({ figures: { ...figures, composed: 400, repeated: 7, skippedByEncoder: 4 } });
  const reloaded = reload(desk);
  pass(4_000);
  setMedia({ figures: { ...figures, composed: 60, repeated: 9 } });
  expect(reloaded.view.get().losses).toEqual({
    all: 227,
    repeated: 7,
    skipped: 4,
    failed: 0,
    dropped: 0,
    missing: 120,
  });
  goOnAir();
  setMedia({ figures: { ...figures, composed: 90, repeated: 10 } });
  const all = { all: 258, repeated: 8, skipped: 4, failed: 0, dropped: 0, missing: 120 };
  expect(reloaded.view.get().losses).toEqual(all);
  reloaded.endNow();
  setState({ broadcast: null, recordings: [{ ...sampleState().recordings[0], ...endedRecording }] });
  expect(reloaded.view.get().last?.losses).toEqual(all);
});

test('a show whose end was asked for before a reload tells what was counted until then', () => {
  const { desk, reload, goOnAir, pass, setMedia, setState } = bench();
  desk.begin('live');
  goOnAir();
  setMedia({ figures: { ...figures, composed: 400, repeated: 7 } });
  desk.askEnd();
  const reloaded = reload(desk);
  pass(4_000);
  setMedia({ figures: { ...figures, composed: 60, repeated: 9 } });
  setState({ broadcast: null, recordings: [{ ...sampleState().recordings[0], ...endedRecording }] });
  expect(reloaded.view.get().last?.losses).toMatchObject({ all: 107, repeated: 7, missing: 0 });
});

test('a show that nothing is sent of any more is ended by command', () => {
  const { desk, goOnAir, setMedia, ended } = bench();
  desk.begin('live');
  goOnAir();
  setMedia({ feed: { status: 'reconnecting', reason: null } });
  expect(desk.phase().kind).toBe('interrupted');
  desk.endNow();
  expect(ended).toEqual([endedRecording.id]);
});

test('a cancelled beginning leaves nothing behind', () => {
  const { desk } = bench();
  desk.begin('live');
  desk.endNow();
  expect(desk.phase().kind).toBe('off');
});

test('what is refused is told, and can be tried again as another show', () => {
  const { desk, begun, setMedia } = bench();
  desk.begin('record');
  setMedia({ feed: { status: 'refused', reason: { code: 'broadcast.busy', details: {} } } });
  expect(desk.phase()).toMatchObject({ kind: 'refused', reason: { code: 'broadcast.busy' } });
  desk.begin('record');
  expect(new Set(begun.map(({ showId }) => showId)).size).toBe(2);
});

test('a rehearsal ends by itself; a recording does not', () => {
  const { desk, goOnAir, pass, stops } = bench();
  desk.begin('rehearse');
  goOnAir({ visibility: 'unlisted' });
  pass(rehearsalMs);
  expect(stops).toEqual(['sending']);
  const other = bench();
  other.desk.begin('record');
  other.goOnAir({ visibility: 'private' });
  other.pass(rehearsalMs * 10);
  expect(other.desk.phase()).toMatchObject({ kind: 'live', purpose: 'record' });
});

test('a reloaded tab goes on with the show it sent, once it composes; another tab asks', () => {
  const { desk, reload, begun, goOnAir, setMedia } = bench();
  desk.begin('live');
  goOnAir();
  const reloaded = reload(desk);
  expect([reloaded.phase().kind, begun.length]).toEqual(['broken', 1]);
  setMedia({ figures });
  expect(begun.map(({ showId }) => showId)).toEqual([begun[0]?.showId, begun[0]?.showId]);

  const elsewhere = bench();
  elsewhere.goOnAir();
  elsewhere.setMedia({ feed: { status: 'off', reason: null } });
  elsewhere.setState({ studioFeed: { ...idle, status: 'broken', purpose: 'live', showId: 'another' } });
  expect([elsewhere.desk.phase().kind, elsewhere.begun]).toEqual(['broken', []]);
  elsewhere.desk.resume();
  expect(elsewhere.begun).toMatchObject([{ showId: 'another', purpose: 'live' }]);
});

test('a reload composes by itself, and what was paused goes on behind the slate', () => {
  const { desk, reload, calls, goOnAir, setMedia } = bench();
  desk.begin('live');
  goOnAir();
  setMedia({ isPaused: true });
  reload(desk);
  expect(new Set(calls)).toEqual(new Set(['compose']));
  calls.length = 0;
  setMedia({ figures });
  expect(calls.filter((call) => call !== 'compose')).toEqual(['pause', 'goLive']);
});

test('what ends while it is paused leaves no slate behind', () => {
  const { desk, calls, goOnAir, setMedia, setState } = bench();
  desk.begin('live');
  goOnAir();
  setMedia({ isPaused: true });
  desk.endNow();
  expect(calls).not.toContain('unpause');
  setState({ broadcast: null });
  expect(calls.at(-1)).toBe('unpause');
});

test('an end that was asked for comes after a reload as well, and when the page is left', () => {
  const { desk, reload, goOnAir, begun, ended, setMedia } = bench();
  desk.begin('live');
  goOnAir();
  desk.askEnd();
  // as after a crash of the tab, which says nothing
  const reloaded = reload(desk);
  setMedia({ figures });
  expect([reloaded.phase().kind, ended, begun.length]).toEqual(['ending', [endedRecording.id], 1]);

  const left = bench();
  left.desk.begin('live');
  left.goOnAir();
  left.desk.leave();
  expect([left.stops, left.ended]).toEqual([[], []]);
  left.desk.askEnd();
  left.desk.leave();
  expect([left.stops, left.ended]).toEqual([['sending'], [endedRecording.id]]);
});

test('an end that the engine did not hear of is asked for until it came about', async () => {
  const { desk, goOnAir, setMedia, setState, ended, pass } = bench();
  desk.begin('live');
  goOnAir();
  const showId = desk.view.get().show?.showId ?? '';
  desk.endNow();
  // the good-bye said, it is packed: `broken` until its broadcast ends
  setMedia({ feed: { status: 'sending', reason: null } });
  setState({ studioFeed: { ...idle, status: 'broken', purpose: 'live', showId } });
  expect(ended).toEqual([]);
  // the engine was killed in that moment, and has taken the broadcast up again
  setMedia({ feed: { status: 'off', reason: null } });
  expect([desk.phase().kind, ended.length]).toEqual(['ending', 1]);
  setState({});
  expect(ended).toHaveLength(1);
  await Promise.resolve();
  pass(2_000);
  expect(ended).toHaveLength(2);
  setState({ broadcast: null, studioFeed: idle });
  expect(desk.phase().kind).not.toBe('ending');
});

test('what another page sends is sent from here when that is wanted, and not before', () => {
  const { desk, goOnAir, setMedia, setState, begun } = bench();
  goOnAir();
  setMedia({ feed: { status: 'off', reason: null } });
  setState({ studioFeed: { ...idle, status: 'sending', purpose: 'live', showId: 'theirs', studioId: 'other' } });
  expect([desk.phase().kind, begun.length]).toEqual(['elsewhere', 0]);
  desk.resume();
  expect(begun).toMatchObject([{ showId: 'theirs', purpose: 'live' }]);
});

test('what an encoder sends keeps the studio off air', () => {
  const { desk, begun, setState } = bench();
  setState({ broadcast: sampleBroadcast({ programme: { kind: 'encoder', inputId: 'input-1', label: 'OBS' } }) });
  desk.begin('live');
  expect([desk.phase().kind, begun]).toEqual(['busy', []]);
});
