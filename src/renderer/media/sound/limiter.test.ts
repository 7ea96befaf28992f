import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gainOf } from './decibels.js';
import { Limiter } from './limiter.js';
import { SlidingMinimum } from './sliding-minimum.js';

const ceiling = Math.fround(gainOf(-1));
const make = () => new Limiter({ sampleRate: 48_000, ceilingDb: -1, lookaheadMs: 1, releaseMs: 50 });

/** Through a limiter in pieces of these sizes. */
function through(limiter: Limiter, left: Float32Array, right: Float32Array, sizes: readonly number[] = [128]) {
  const out = [left.slice(), right.slice()] as const;
  for (let at = 0, turn = 0; at < left.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? 128);
    limiter.process(out[0].subarray(at, end), out[1].subarray(at, end));
    at = end;
  }
  return out;
}

const wild = fc.oneof(
  fc.float({ min: -1, max: 1 }),
  fc.float({ min: -100, max: 100 }),
  fc.constantFrom(NaN, Infinity, -Infinity, 0, 1, -1, 3e38, ceiling),
);
const sound = fc.array(wild, { minLength: 1, maxLength: 600 }).map((samples) => Float32Array.from(samples));
const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 });

test('the smallest of the last values', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 0, max: 9 })), (window, values) => {
      const minimum = new SlidingMinimum(window);
      values.forEach((value, index) => {
        expect(minimum.push(value)).toBe(Math.min(...values.slice(Math.max(0, index - window + 1), index + 1)));
      });
    }),
  );
});

test('nothing leaves above the ceiling, whatever comes, and however it is cut', () => {
  fc.assert(
    fc.property(sound, sound, sizes, (left, right, cuts) => {
      const length = Math.min(left.length, right.length);
      const [cutLeft, cutRight] = [left.subarray(0, length), right.subarray(0, length)];
      const out = through(make(), cutLeft, cutRight, cuts);
      for (const sample of [...out[0], ...out[1]]) expect(Math.abs(sample)).toBeLessThanOrEqual(ceiling);
      expect(through(make(), cutLeft, cutRight)).toEqual(out);
    }),
  );
});

test('below the ceiling it is a delay and nothing else, also after a peak', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: Math.fround(-0.89), max: Math.fround(0.89), noNaN: true }), { maxLength: 300 }),
      (samples) => {
        const limiter = make();
        // a peak, and a second to forget it
        const before = new Float32Array(48_000);
        before[0] = 50;
        through(limiter, before, before);
        const padded = Float32Array.from([...samples, ...new Array<number>(limiter.delayFrames).fill(0)]);
        const [left] = through(limiter, padded, padded);
        // −0 is 0 here: it sounds alike
        const plain = (sample: number): number => sample + 0;
        expect([...left.subarray(limiter.delayFrames)].map(plain)).toEqual(samples.map(plain));
      },
    ),
    { numRuns: 20 },
  );
});

test('the gain moves gently, the same on both sides: a loud sine keeps its form, a quiet one beside it its place', () => {
  const loud = Float32Array.from({ length: 9600 }, (_, n) => 2 * Math.sin((2 * Math.PI * 1000 * n) / 48_000));
  const steady = new Float32Array(9600).fill(0.1);
  const limiter = make();
  const [left, right] = through(limiter, loud, steady);
  // the steady side shows the gain itself
  for (let index = limiter.delayFrames + 1; index < right.length; index += 1) {
    expect(Math.abs((right[index] ?? 0) - (right[index - 1] ?? 0)) / 0.1).toBeLessThan(1 / limiter.delayFrames);
  }
  expect(Math.max(...left.subarray(4800))).toBeGreaterThan(ceiling * 0.98);
  // held between the peaks of a wave: hardly any of it is left as distortion
  const gains = [...right.subarray(4800)].map((sample) => sample / 0.1);
  expect(Math.max(...gains) / Math.min(...gains)).toBeLessThan(1.02);
});

test('off it holds nothing back, and delays alike', () => {
  const limiter = make();
  limiter.setOn(false);
  const block = new Float32Array(256);
  block[10] = 4;
  const [left] = through(limiter, block, block);
  expect(left[10 + limiter.delayFrames]).toBe(4);
});
