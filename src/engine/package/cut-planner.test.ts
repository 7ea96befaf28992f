import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentSlackSeconds } from '../../shared/keyframes.js';
import { CutPlanner } from './cut-planner.js';

function cutsOf(idrs: readonly number[], target = 2): number[] {
  const planner = new CutPlanner(target);
  return idrs.filter((seconds) => planner.onIdr(seconds));
}

describe('CutPlanner', () => {
  it('cuts at every IDR of a 2 s GOP', () => {
    expect(cutsOf([10, 12, 14, 16])).toEqual([10, 12, 14, 16]);
  });

  it('joins two GOPs of 1 s once it knows how long they are', () => {
    expect(cutsOf([0, 1, 2, 3, 4, 5, 6])).toEqual([0, 2, 4, 6]);
  });

  it('cuts at every IDR of a 1.5 s GOP, as two would be too long', () => {
    expect(cutsOf([0, 1.5, 3, 4.5])).toEqual([0, 1.5, 3, 4.5]);
  });

  it('says that a GOP of 8 s is too long as soon as it is', () => {
    const planner = new CutPlanner(2);
    planner.onIdr(0);
    expect(planner.isOverlong(2.4)).toBe(false);
    expect(planner.isOverlong(2.5)).toBe(true);
  });

  it('says of a GOP of 1 s that it is too long for segments of 0.5 s, before its next IDR comes', () => {
    const planner = new CutPlanner(0.5);
    planner.onIdr(0);
    expect(planner.isOverlong(0.74)).toBe(false);
    expect(planner.isOverlong(0.77)).toBe(true);
  });

  it('never makes a segment longer than allowed while no GOP is longer than the longest before', () => {
    const gops = fc.array(fc.double({ min: 0.1, max: 2.4, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(gops, (lengths) => {
        const longest = Math.max(...lengths);
        const idrs = [longest, ...lengths].reduce<number[]>((all, length) => [...all, (all.at(-1) ?? 0) + length], [0]);
        const cuts = cutsOf(idrs);
        for (const [index, cut] of cuts.entries()) {
          const next = cuts[index + 1];
          if (next !== undefined)
            expect(next - cut).toBeLessThanOrEqual(Math.max(2 + segmentSlackSeconds(2), longest) + 1e-9);
        }
      }),
    );
  });
});
