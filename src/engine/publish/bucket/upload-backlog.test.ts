import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SegmentRow } from '../../archive/journal.js';
import { segmentRow } from '../../archive/rows.test-support.js';
import { UploadBacklog } from './upload-backlog.js';
import type { UploadItem } from './upload-track.js';

const ladder = ['720p', '480p', '360p', 'audio'];
const liveSegments = 3;

function newBacklog(): UploadBacklog {
  const backlog = new UploadBacklog();
  for (const [position, name] of ladder.entries()) {
    backlog.addRendition(name, name === 'audio' ? 'audio' : 'video', position);
  }
  return backlog;
}

/** A show of a backlog, beside the plainest account of it that there is. */
class Show {
  backlog = newBacklog();
  nowMs = 0;
  readonly rows = new Map<string, SegmentRow[]>(ladder.map((name) => [name, []]));
  /** Path → when it may go. */
  readonly open = new Map<string, number>();
  readonly stored = new Set<string>();
  readonly inFlight: UploadItem[] = [];
  readonly #init = new Map<string, number>();
  readonly #edges = new Map<string, number>();

  close(name: string, how: 'closed' | 'gap' | 'discontinuity'): void {
    const rows = this.rows.get(name) ?? [];
    if (how === 'discontinuity') this.#init.set(name, (this.#init.get(name) ?? 0) + 1);
    const init = this.#init.get(name) ?? 0;
    const state = how === 'gap' ? ('gap' as const) : ('closed' as const);
    const row = segmentRow(name, rows.length, { init, state, discontinuity: how === 'discontinuity' });
    rows.push(row);
    this.backlog.addSegment(row, this.nowMs, (path) => this.stored.has(path));
    if (state === 'gap') return;
    for (const path of [`${name}/init-${init}.mp4`, `${name}/${row.sequence}.m4s`]) {
      if (!this.stored.has(path) && !this.open.has(path)) this.open.set(path, 0);
    }
  }

  /** The engine reads its journals anew. */
  reload(): void {
    const next = newBacklog();
    for (const row of [...this.rows.values()].flat()) next.addSegment(row, this.nowMs, (path) => this.stored.has(path));
    next.adopt(this.backlog);
    this.backlog = next;
  }

  take(liveOnly: boolean): void {
    const free = [...this.open].flatMap(([path, fromMs]) => {
      const isFree = fromMs <= this.nowMs && !this.inFlight.some((item) => item.path === path);
      return isFree ? path : [];
    });
    const { deferred, edge } = this.backlog;
    const item = this.backlog.take(this.nowMs, { liveOnly });
    const isDeferred = (path: string): boolean => deferred.has(path.split('/')[0] ?? '');
    const number = (path: string): number => Number(/(\d+)\.m/.exec(path)?.[1]);
    const inits = free.filter((path) => path.includes('/init-'));
    const media = free.filter((path) => !path.includes('/init-'));
    const live = media.filter((path) => !isDeferred(path) && number(path) > edge - liveSegments);
    const old = media.filter((path) => !isDeferred(path));
    const allowed = [inits, live, ...(liveOnly ? [] : [old, media])].find((paths) => paths.length > 0) ?? [];
    if (item === null) {
      expect(allowed).toEqual([]);
      return;
    }
    expect(allowed).toContain(item.path);
    if (inits.length === 0) expect(item.number).toBe(Math.min(...allowed.map(number)));
    this.inFlight.push(item);
  }

  confirm(index: number): void {
    const item = this.#pick(index);
    if (item === undefined) return;
    expect(this.stored.has(item.path)).toBe(false);
    this.stored.add(item.path);
    this.open.delete(item.path);
    this.backlog.confirm(item, item.sizeBytes);
  }

  giveBack(index: number, pauseMs: number): void {
    const item = this.#pick(index);
    if (item === undefined) return;
    this.open.set(item.path, this.nowMs + pauseMs);
    this.backlog.giveBack(item, this.nowMs + pauseMs);
  }

  check(): void {
    const { backlog, open } = this;
    expect(backlog.objects).toBe(open.size);
    expect(backlog.bytes).toBe(1_000 * [...open.keys()].filter((path) => path.endsWith('.m4s')).length);
    const waiting = [...open].filter(([path]) => !this.inFlight.some((item) => item.path === path));
    const dueMs = Math.min(...waiting.flatMap(([, atMs]) => (atMs > this.nowMs ? atMs : [])));
    expect(backlog.nextDueMs(this.nowMs)).toBe(dueMs === Infinity ? null : dueMs);
    for (const [name, rows] of this.rows) this.#checkRendition(name, rows);
  }

  #checkRendition(name: string, rows: readonly SegmentRow[]): void {
    const { backlog, stored } = this;
    const isThere = ({ init, sequence }: SegmentRow): boolean =>
      stored.has(`${name}/init-${init}.mp4`) && stored.has(`${name}/${sequence}.m4s`);
    for (const row of rows) expect(backlog.isThere(row)).toBe(isThere(row));
    expect(backlog.hasMedia(name)).toBe(rows.some(isThere));
    if (backlog.deferred.has(name)) return;
    const edge = backlog.listableEdge(name);
    expect(edge).toBeLessThan(rows.length);
    expect(edge).toBeGreaterThanOrEqual(this.#edges.get(name) ?? -1);
    this.#edges.set(name, edge);
    // at the live edge what is missing is waited for, not named
    for (const row of rows.slice(Math.max(0, backlog.edge - liveSegments + 1), edge + 1)) {
      expect(row.state === 'gap' || isThere(row)).toBe(true);
    }
  }

  #pick(index: number): UploadItem | undefined {
    return this.inFlight.splice(index % Math.max(1, this.inFlight.length), 1)[0];
  }
}

type Step = (show: Show) => void;
const name = fc.constantFrom(...ladder);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: name.map(
      (each): Step =>
        (show) =>
          show.close(each, 'closed'),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Step>((show) => ladder.forEach((each) => show.close(each, 'closed'))) },
  {
    weight: 1,
    arbitrary: name.map(
      (each): Step =>
        (show) =>
          show.close(each, 'gap'),
    ),
  },
  {
    weight: 1,
    arbitrary: name.map(
      (each): Step =>
        (show) =>
          show.close(each, 'discontinuity'),
    ),
  },
  {
    weight: 12,
    arbitrary: fc.boolean().map(
      (liveOnly): Step =>
        (show) =>
          show.take(liveOnly),
    ),
  },
  {
    weight: 9,
    arbitrary: fc.nat(11).map(
      (index): Step =>
        (show) =>
          show.confirm(index),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(11), fc.nat(3_000)).map(
      ([index, pauseMs]): Step =>
        (show) =>
          show.giveBack(index, pauseMs),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(2_000).map(
      (ms): Step =>
        (show) =>
          void (show.nowMs += ms),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.subarray(ladder).map(
      (names): Step =>
        (show) =>
          show.backlog.defer(new Set(names)),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((show) => show.reload()) },
);

describe('UploadBacklog', () => {
  test('sends everything once, in order, and names nothing before it is there', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 150 }), fc.boolean(), (steps, isOver) => {
        const show = new Show();
        for (const each of steps) {
          each(show);
          show.check();
        }
        // then the broadcast is over, and all the rest goes
        if (isOver) show.reload();
        show.nowMs += 10_000;
        while (show.open.size > 0) {
          if (show.inFlight.length < 4) show.take(false);
          if (show.inFlight.length >= Math.min(4, show.open.size)) show.confirm(0);
        }
        show.check();
        const closed = [...show.rows.values()].flat().filter(({ state }) => state === 'closed');
        expect(closed.every((row) => show.backlog.isThere(row))).toBe(true);
        expect(show.backlog.take(Infinity)).toBeNull();
        expect(show.backlog.confirmedObjects).toBe(show.stored.size);
      }),
      { numRuns: 150 },
    );
  });

  test('what is under way when the journals are read anew is not sent a second time', () => {
    const before = newBacklog();
    before.addSegment(segmentRow('360p', 0), 0, () => false);
    const taken = [before.take(0), before.take(0)];
    const after = newBacklog();
    after.addSegment(segmentRow('360p', 0), 0, () => false);
    after.adopt(before);
    expect(after.take(0)).toBeNull();
    for (const item of taken) if (item !== null) after.confirm(item, 10);
    expect(after.objects).toBe(0);
    expect(after.isThere(segmentRow('360p', 0))).toBe(true);
  });

  test('a segment that came before its init segment is not there yet', () => {
    const backlog = newBacklog();
    backlog.addSegment(segmentRow('360p', 0), 0, () => false);
    const [init, segment] = [backlog.take(0), backlog.take(0)];
    if (init === null || segment === null) throw new Error('Expected both to be taken');
    backlog.confirm(segment, 1_000);
    expect([backlog.hasMedia('360p'), backlog.listableEdge('360p'), backlog.hasInit('360p')]).toEqual([
      false,
      -1,
      false,
    ]);
    backlog.confirm(init, 700);
    expect([backlog.hasMedia('360p'), backlog.listableEdge('360p'), backlog.hasInit('360p')]).toEqual([true, 0, true]);
    expect(backlog.confirmedBytes).toBe(1_700);
  });

  test('sound goes first at the live edge, then the floor of the ladder', () => {
    const backlog = newBacklog();
    const has = (path: string): boolean => path.includes('init');
    for (const each of ladder) backlog.addSegment(segmentRow(each, 0), 0, has);
    const order = ladder.map(() => backlog.take(0)?.rendition);
    expect(order).toEqual(['audio', '360p', '480p', '720p']);
  });

  test('a deferred rendition is named as far as the others, and its lag is not counted', () => {
    const backlog = newBacklog();
    const has = (path: string): boolean => path.includes('init') || path.startsWith('audio');
    for (let sequence = 0; sequence < 8; sequence += 1) {
      for (const each of ['720p', 'audio']) backlog.addSegment(segmentRow(each, sequence), sequence * 2_000, has);
    }
    expect(backlog.listableEdge('720p')).toBe(-1);
    expect(backlog.liveLagMs(20_000)).toBe(18_000);
    expect(backlog.liveLagMs(20_000, 5_000)).toBe(14_000);
    backlog.defer(new Set(['720p']));
    expect(backlog.listableEdge('720p')).toBe(7);
    expect(backlog.liveLagMs(20_000)).toBeNull();
  });
});
