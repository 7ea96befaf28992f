import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SoundBlock } from '../protocol.js';
import { Resampler } from './resampler.js';
import { SoundLine } from './sound-line.js';
import { SoundSeat } from './sound-seat.js';

const minuteMs = 60_000;

/** A block of nothing: its samples are not looked at. */
const empty = (startFrame: number, length: number, renderedMs: number): SoundBlock => {
  const samples = { length } as unknown as Float32Array;
  return { startFrame, samples: [samples, samples], renderedMs };
};

test('30 minutes with clocks that differ by ±200 ppm and messages that come late: never off by more than 10 ms', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -200, max: 200, noNaN: true }),
      fc.integer({ min: 480, max: 2048 }),
      fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { minLength: 1, maxLength: 97 }),
      (ppm, length, delays) => {
        const seat = new SoundSeat();
        const framesPerMs = 48 * (1 + ppm / 1e6);
        let [read, written, worst, jumps] = [0, 0, 0, 0];
        for (let block = 0; ; block += 1) {
          const heardMs = ((block + 1) * length) / framesPerMs;
          if (heardMs > 30 * minuteMs) break;
          // one in eight is in time: a machine that is never in time has other worries
          const delay = block % 8 === 0 ? 0 : (delays[block % delays.length] ?? 0);
          seat.heard(empty(block * length, length, heardMs), heardMs + delay);
          const { silence, skip, ratio } = seat.order(read, written / 48);
          if (block > 0) jumps += silence + skip;
          written += silence;
          read += skip;
          const taken = (block + 1) * length - read;
          read += taken;
          written += taken / ratio;
          // where the frame is, and where it should be by the true clock
          if (heardMs > minuteMs) worst = Math.max(worst, Math.abs(written / 48 - read / framesPerMs));
        }
        expect(jumps).toBe(0);
        expect(worst).toBeLessThan(10);
      },
    ),
    { numRuns: 12 },
  );
});

test('a device that stood still: what it renders after that is in its place within a second, also while messages come late', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 800 }),
      fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 13 }),
      (stoodMs, delays) => {
        const seat = new SoundSeat();
        let [read, written] = [0, 0];
        const errors: number[] = [];
        for (let block = 0; block < 1_000; block += 1) {
          const renderedMs = (block + 1) * 20 + (block < 500 ? 0 : stoodMs);
          const delay = block % 8 === 0 ? 0 : (delays[block % delays.length] ?? 0);
          seat.heard(empty(block * 960, 960, renderedMs), renderedMs + delay);
          const { silence, skip, ratio } = seat.order(read, written / 48);
          written += silence;
          read += skip;
          const taken = (block + 1) * 960 - read;
          read += taken;
          written += taken / ratio;
          if (block < 500 || block > 551) errors.push(Math.abs(written / 48 - renderedMs));
        }
        expect(Math.max(...errors)).toBeLessThan(1);
      },
    ),
    { numRuns: 100 },
  );
});

test('a worker that stood still for two seconds hears of all of it at once: nothing moves', () => {
  const seat = new SoundSeat();
  let [read, written, moved] = [0, 0, 0];
  for (let block = 0; block < 600; block += 1) {
    const renderedMs = (block + 1) * 20;
    const heardMs = block >= 300 && block < 400 ? 8_000 : renderedMs;
    seat.heard(empty(block * 960, 960, renderedMs), heardMs);
    const { silence, skip, ratio } = seat.order(read, written / 48);
    if (block > 0) moved += silence + skip;
    written += (960 + silence) / ratio;
    read += 960 + skip;
  }
  expect(moved).toBe(0);
});

describe('resampler', () => {
  const tone = (from: number, length: number) =>
    Float32Array.from({ length }, (_, index) => Math.sin((2 * Math.PI * 1000 * (from + index)) / 48_000));

  test('a tone stays a tone without a click, whatever ratios and blocks it is read with', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            length: fc.integer({ min: 1, max: 2000 }),
            ratio: fc.double({ min: 0.998, max: 1.002, noNaN: true }),
          }),
          {
            minLength: 5,
            maxLength: 60,
          },
        ),
        (blocks) => {
          const resampler = new Resampler();
          const given: number[] = [];
          let pushed = 0;
          for (const { length, ratio } of blocks) {
            resampler.push([tone(pushed, length), tone(pushed, length)]);
            pushed += length;
            given.push(...resampler.pull(ratio)[0]);
          }
          // what a sine of that pitch can bend from sample to sample; the first of it comes out of silence
          const bend = (2 * Math.PI * 1000 * 1.002) ** 2 / 48_000 ** 2;
          const bent = given.map((c, at) => Math.abs((given[at - 2] ?? 0) - 2 * (given[at - 1] ?? 0) + c)).slice(20);
          expect(bent.filter((one) => one > bend * 1.02 + 0.0005)).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('at its own speed it gives back what it got', () => {
    const resampler = new Resampler();
    const sound = tone(0, 4800);
    resampler.push([sound, sound.map((sample) => -sample)]);
    const [left, right] = resampler.pull(1);
    expect(left.length).toBe(4800 - 8);
    left.forEach((sample, index) => {
      expect(sample).toBeCloseTo(sound[index] ?? NaN, 6);
      expect(right[index]).toBeCloseTo(-sample, 6);
    });
  });
});

describe('sound line', () => {
  /** Heard of as it is rendered. */
  const take = (line: SoundLine, block: Omit<SoundBlock, 'renderedMs'>, heardMs: number): void =>
    line.take({ ...block, renderedMs: heardMs }, heardMs);
  const ones = (length: number): readonly [Float32Array, Float32Array] => [
    new Float32Array(length).fill(1),
    new Float32Array(length).fill(1),
  ];
  const recorder = (startMs: number) => {
    const frames: number[] = [];
    const line = new SoundLine();
    line.begin(startMs, (left) => frames.push(...left));
    return { frames, line };
  };

  test('sound begins where it belongs, after silence', () => {
    const { frames, line } = recorder(1_000);
    // 480 frames that ended at 1110 ms: they began 100 ms after the start
    take(line, { startFrame: 96_000, samples: ones(480) }, 1_110);
    take(line, { startFrame: 96_480, samples: ones(4_800) }, 1_210);
    expect(frames.findIndex((sample) => sample > 0)).toBeGreaterThanOrEqual(4_800 - 8);
    expect(frames.findIndex((sample) => sample > 0)).toBeLessThanOrEqual(4_800);
    expect(frames[4_800 + 600]).toBeCloseTo(1, 5);
  });

  test('what was heard before the beginning says where sound belongs, and is not given', () => {
    const frames: number[] = [];
    const line = new SoundLine();
    take(line, { startFrame: 0, samples: ones(480) }, 10);
    line.begin(1_000, (left) => frames.push(...left));
    // it is heard of 50 ms late
    line.take({ startFrame: 48_000, samples: ones(4_800), renderedMs: 1_100 }, 1_150);
    expect(frames.length).toBeGreaterThan(4_800 - 20);
    expect(frames.length).toBeLessThanOrEqual(4_800);
    expect(frames[2_400]).toBeCloseTo(1, 5);
  });

  test('sound from before the start is left out', () => {
    const { frames, line } = recorder(1_000);
    take(line, { startFrame: 0, samples: ones(4_800) }, 1_010);
    expect(frames.length).toBeGreaterThan(460);
    expect(frames.length).toBeLessThanOrEqual(480);
  });

  test('without blocks it is silence up to 200 ms before now, and sound finds its place again', () => {
    const { frames, line } = recorder(0);
    line.tick(250);
    expect(frames.length).toBe(0);
    line.tick(5_000);
    expect(frames.length).toBe(4_800 * 48);
    take(line, { startFrame: 0, samples: ones(480) }, 5_020);
    take(line, { startFrame: 480, samples: ones(480) }, 5_030);
    const first = frames.findIndex((sample) => sample > 0);
    expect(Math.abs(first / 48 - 5_010)).toBeLessThan(1);
  });

  test('what was lost on the way is silence of the same length', () => {
    const { frames, line } = recorder(0);
    take(line, { startFrame: 0, samples: ones(4_800) }, 100);
    take(line, { startFrame: 9_600, samples: ones(4_800) }, 300);
    expect(frames[2_400]).toBeCloseTo(1, 5);
    expect(frames[7_200]).toBeCloseTo(0, 5);
    expect(frames[12_000]).toBeCloseTo(1, 5);
  });

  test('silent is silent within 10 ms, and comes back without a step', () => {
    const { frames, line } = recorder(0);
    take(line, { startFrame: 0, samples: ones(4_800) }, 100);
    line.setSilent(true);
    take(line, { startFrame: 4_800, samples: ones(4_800) }, 200);
    expect(Math.max(...frames.slice(4_800 + 480))).toBe(0);
    line.setSilent(false);
    take(line, { startFrame: 9_600, samples: ones(4_800) }, 300);
    expect(frames.at(-1)).toBeCloseTo(1, 5);
    const steps = frames.slice(1).map((sample, index) => Math.abs(sample - (frames[index] ?? 0)));
    expect(Math.max(...steps.slice(10))).toBeLessThan(0.01);
  });
});
