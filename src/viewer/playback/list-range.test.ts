import { describe, expect, it } from 'vitest';
import { isWithin, rangeOf, type ListedMedia, type ListSituation } from './list-range.js';

const fragments = (count: number) => Array.from({ length: count }, () => ({ duration: 2 }));
/** A window of 20 s; the page came in when it began at 0, the broadcast is 100 s older. */
const list: ListedMedia = { live: true, edge: 30, fragmentStart: 10, targetduration: 2, fragments: fragments(10) };
const situation: ListSituation = { mode: 'live', livePosition: 26, origin: -100, hasHistory: false };

describe('rangeOf', () => {
  it('is the window while live, up to the live position', () => {
    expect(rangeOf(list, situation)).toEqual({ start: 10, end: 26 });
    expect(rangeOf(list, { ...situation, livePosition: null })).toEqual({ start: 10, end: 30 });
    expect(rangeOf(list, { ...situation, livePosition: 3 })).toEqual({ start: 10, end: 10 });
  });

  it('is the whole broadcast where what is older can be had', () => {
    const all = { ...situation, hasHistory: true };
    expect(rangeOf(list, all)).toEqual({ start: -100, end: 26 });
    expect(rangeOf(list, { ...all, origin: null }).start).toBe(10);
    expect(isWithin(list, all, -40)).toBe(false);
    expect(isWithin(list, all, 10)).toBe(true);
  });

  it('is the whole recording once it is over, counted from where the broadcast began', () => {
    const whole: ListedMedia = { ...list, live: false, fragmentStart: 0, fragments: fragments(65) };
    expect(rangeOf(whole, situation)).toEqual({ start: -100, end: 30 });
    expect(isWithin(whole, situation, 1)).toBe(false);
    expect(isWithin(whole, situation, 12)).toBe(true);
    const fromStart: ListedMedia = { ...whole, edge: 130 };
    expect(rangeOf(fromStart, situation)).toEqual({ start: 0, end: 130 });
    expect(isWithin(fromStart, situation, 0)).toBe(true);
  });

  it('of the history is what its list has', () => {
    const history: ListedMedia = { ...list, edge: 120, fragmentStart: 0, fragments: fragments(60) };
    expect(rangeOf(history, { ...situation, mode: 'history', hasHistory: true })).toEqual({ start: 0, end: 120 });
  });
});
