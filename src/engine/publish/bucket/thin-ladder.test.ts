import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thinLadder, type Load } from './thin-ladder.js';

const ladder: readonly Load[] = [
  { name: '360p', kind: 'video', position: 3, bitsPerSecond: 800_000 },
  { name: '1080p', kind: 'video', position: 0, bitsPerSecond: 5_000_000 },
  { name: 'audio', kind: 'audio', position: 4, bitsPerSecond: 128_000 },
  { name: '480p', kind: 'video', position: 2, bitsPerSecond: 1_400_000 },
  { name: '720p', kind: 'video', position: 1, bitsPerSecond: 2_800_000 },
];
const loads = fc.uniqueArray(
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 4 }),
    kind: fc.constantFrom('video' as const, 'video' as const, 'audio' as const),
    position: fc.nat(20),
    bitsPerSecond: fc.nat(8_000_000),
  }),
  { selector: ({ name }) => name, maxLength: 8 },
);
const order = fc.constantFrom('middle-first' as const, 'top-first' as const);

describe('thinLadder', () => {
  test('gives up the middle first, then the top', () => {
    expect(thinLadder(ladder, 20_000_000, 'middle-first')).toEqual([]);
    expect(thinLadder(ladder, 9_000_000, 'middle-first')).toEqual(['720p']);
    expect(thinLadder(ladder, 7_500_000, 'middle-first')).toEqual(['720p', '480p']);
    expect(thinLadder(ladder, 1_000_000, 'middle-first')).toEqual(['720p', '480p', '1080p']);
  });

  test('or from the top down', () => {
    expect(thinLadder(ladder, 9_000_000, 'top-first')).toEqual(['1080p']);
    expect(thinLadder(ladder, 0, 'top-first')).toEqual(['1080p', '720p', '480p']);
  });

  test('keeps sound and the floor, gives up no more than it must, and less where the uplink is faster', () => {
    fc.assert(
      fc.property(loads, fc.nat(20_000_000), fc.nat(20_000_000), order, (list, slow, more, how) => {
        const given = thinLadder(list, slow, how);
        const pictures = list.filter(({ kind }) => kind === 'video');
        const floor = pictures.reduce<Load | null>(
          (low, each) => (low && low.position > each.position ? low : each),
          null,
        );
        expect(given.length).toBeLessThanOrEqual(Math.max(0, pictures.length - 1));
        expect(given.every((name) => pictures.some((each) => each.name === name))).toBe(true);
        const isOnlyFloor = pictures.filter(({ position }) => position === floor?.position).length === 1;
        if (floor !== null && isOnlyFloor) expect(given).not.toContain(floor.name);
        const need = (names: readonly string[]): number =>
          list.filter(({ name }) => !names.includes(name)).reduce((sum, { bitsPerSecond }) => sum + bitsPerSecond, 0);
        if (given.length > 0) expect(need(given.slice(0, -1))).toBeGreaterThan(slow * 0.85);
        const faster = thinLadder(list, slow + more, how);
        expect(given.slice(0, faster.length)).toEqual(faster);
      }),
    );
  });
});
