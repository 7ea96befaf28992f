import { beforeEach, describe, expect, test } from 'vitest';
import { LadderThinner, type UplinkLook } from './ladder-thinner.js';
import type { Load } from './thin-ladder.js';

const loads: readonly Load[] = [
  { name: '720p', kind: 'video', position: 0, bitsPerSecond: 3_000_000 },
  { name: '480p', kind: 'video', position: 1, bitsPerSecond: 1_500_000 },
  { name: '360p', kind: 'video', position: 2, bitsPerSecond: 800_000 },
  { name: 'audio', kind: 'audio', position: 3, bitsPerSecond: 128_000 },
];
const fine: UplinkLook = { loads, bitsPerSecond: 20_000_000, lagMs: null, segmentSeconds: 2, isIdle: false };
let thinner: LadderThinner;

beforeEach(() => {
  thinner = new LadderThinner('middle-first');
});

/** How many of so many looks changed something. */
function look(times: number, change: Partial<UplinkLook>): number {
  let changes = 0;
  for (let time = 0; time < times; time += 1) if (thinner.look({ ...fine, ...change })) changes += 1;
  return changes;
}

describe('LadderThinner', () => {
  test('one slow look is none', () => {
    expect(look(1, { lagMs: 60_000 })).toBe(0);
    look(1, {});
    expect(look(1, { lagMs: 60_000 })).toBe(0);
    expect(thinner.deferred).toEqual([]);
  });

  test('what is slow and stays so gives up what does not fit, and at least one more each time', () => {
    look(2, { lagMs: 9_000, bitsPerSecond: 1_200_000 });
    expect(thinner.deferred).toEqual(['480p', '720p']);
    thinner = new LadderThinner('middle-first');
    look(2, { lagMs: 9_000, bitsPerSecond: 50_000_000 });
    expect(thinner.deferred).toEqual(['480p']);
    look(2, { lagMs: 9_000, bitsPerSecond: null });
    expect(thinner.deferred).toEqual(['480p', '720p']);
    expect(look(20, { lagMs: 9_000 })).toBe(0);
  });

  test('they come back one by one, the top first, when the uplink carries them', () => {
    look(4, { lagMs: 9_000 });
    expect(look(60, { bitsPerSecond: 1_000_000 })).toBe(0);
    look(10, { bitsPerSecond: 20_000_000 });
    expect(thinner.deferred).toEqual(['480p']);
    look(10, { bitsPerSecond: 20_000_000 });
    expect(thinner.deferred).toEqual([]);
  });

  test('or when nothing is left to send: an idle uplink measures nothing', () => {
    look(4, { lagMs: 9_000 });
    look(20, { bitsPerSecond: 100_000, isIdle: true });
    expect(thinner.deferred).toEqual([]);
  });

  test('what is neither slow nor fine changes nothing', () => {
    look(2, { lagMs: 9_000 });
    expect(look(100, { lagMs: 4_000 })).toBe(0);
  });

  test('the order is a setting', () => {
    thinner.setOrder('top-first');
    look(2, { lagMs: 9_000 });
    expect(thinner.deferred).toEqual(['720p']);
  });
});
