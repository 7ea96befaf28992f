import { expect, test } from 'vitest';
import { ObservableValue } from './observable-value.js';
import type { StudioMediaState } from '../media/studio-media.js';
import { announceTrouble } from './announce-trouble.js';

type Trouble = StudioMediaState['trouble'][number];

const troubleOf = (atMs: number, code: string, details: Trouble['reason']['details'] = {}): Trouble => ({
  atMs,
  reason: { code, details },
});

/** The media's list, the newest first, as long as it keeps one. */
function bench(before: readonly Trouble[] = []) {
  const state = new ObservableValue({ trouble: before } as StudioMediaState);
  const told: string[] = [];
  const end = announceTrouble({
    media: { state: () => state.get(), subscribe: (listener) => state.subscribe(listener) },
    tell: ({ atMs, level, reason }) => told.push(`${atMs} ${level} ${reason.code}`),
  });
  const live = (...troubles: Trouble[]) =>
    state.set({ ...state.get(), trouble: [...troubles.toReversed(), ...state.get().trouble].slice(0, 20) });
  return { told, live, end, touch: () => state.set({ ...state.get() }) };
}

test('each trouble is told once, those of one moment in their order, those of before not at all', () => {
  const { told, live, end, touch } = bench([troubleOf(0, 'programme.slept')]);
  live(troubleOf(100, 'programme.renderer-lost'), troubleOf(101, 'programme.sound-failed'));
  touch();
  live(troubleOf(102, 'programme.restarted'));
  expect(told).toEqual([
    '100 warning programme.renderer-lost',
    '101 error programme.sound-failed',
    '102 warning programme.restarted',
  ]);
  end();
  live(troubleOf(103, 'programme.slept'));
  expect(told).toHaveLength(3);
});

test('what fails again and again is told every ten seconds, also when the list is full of it; others are not held back by it', () => {
  const { told, live } = bench();
  for (let second = 0; second < 35; second += 1) live(troubleOf(second * 1000, 'internal'));
  live(troubleOf(35_000, 'programme.slept'));
  expect(told).toEqual([
    '0 error internal',
    '10000 error internal',
    '20000 error internal',
    '30000 error internal',
    '35000 warning programme.slept',
  ]);
});

test('a clock that was set back holds nothing back', () => {
  const { told, live } = bench();
  live(troubleOf(1_000_000, 'programme.slept'));
  live(troubleOf(1000, 'programme.slept'));
  expect(told).toEqual(['1000000 warning programme.slept', '1000 warning programme.slept']);
});

test('another file, and another encoder in place of the one that failed, are news', () => {
  const { told, live } = bench();
  for (const isReplaced of [false, false, true]) live(troubleOf(1000, 'programme.encoder-failed', { isReplaced }));
  for (const name of ['a.png', 'b.png', 'a.png']) live(troubleOf(2000, 'capture.file-unreadable', { name }));
  expect(told).toHaveLength(4);
});
