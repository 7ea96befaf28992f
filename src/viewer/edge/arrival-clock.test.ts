import { describe, expect, it } from 'vitest';
import { ArrivalClock } from './arrival-clock.js';

/** Repeatable noise in 0–1. */
function* noise(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

interface Stay {
  readonly objects: number;
  readonly misses: number;
  /** How long each object had been there when it was asked for, milliseconds; of the second half. */
  readonly lateMs: readonly number[];
}

/** A viewer that asks as edge-track.ts does, of a studio whose objects are there when `thereMs` says. */
function stay(objects: number, stepSeconds: number, thereMs: (sequence: number) => number, beginMs = 0): Stay {
  const clock = new ArrivalClock();
  let nowMs = beginMs;
  let missesInAll = 0;
  const lateMs: number[] = [];
  for (let sequence = 0; sequence < objects; sequence += 1) {
    nowMs = Math.max(nowMs, clock.dueMs ?? 0);
    let misses = 0;
    while (nowMs < thereMs(sequence)) {
      misses += 1;
      nowMs += Math.min(500, 60 * 1.5 ** (misses - 1));
    }
    clock.arrived({ askedMs: nowMs, misses, nextSeconds: stepSeconds });
    missesInAll += misses;
    if (sequence > objects / 2) lateMs.push(nowMs - thereMs(sequence));
    nowMs += 20;
  }
  return { objects, misses: missesInAll, lateMs };
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

describe('ArrivalClock', () => {
  it('asks at once while it knows nothing', () => {
    expect(new ArrivalClock().dueMs).toBeNull();
  });

  it('finds the rhythm of a steady studio: hardly ever too early, and soon after', () => {
    const seen = stay(600, 0.5, (sequence) => 10_000 + sequence * 500, 10_000);
    expect(seen.misses / seen.objects).toBeLessThan(0.06);
    expect(mean(seen.lateMs)).toBeLessThan(40);
  });

  it.each([1, 2, 3])('keeps to one early question in ten where objects come unevenly (seed %i)', (seed) => {
    const noises = noise(seed);
    const jitter = Array.from({ length: 800 }, () => noises.next().value * noises.next().value * 250);
    const seen = stay(800, 0.5, (sequence) => sequence * 500 + (jitter[sequence] ?? 0));
    expect(seen.misses / seen.objects).toBeLessThan(0.1);
    // within the spread of the jitter itself
    expect(mean(seen.lateMs)).toBeLessThan(200);
  });

  it('goes with a clock that runs differently from its own', () => {
    const seen = stay(2_000, 0.5, (sequence) => sequence * 500 * 1.0004);
    expect(seen.misses / seen.objects).toBeLessThan(0.1);
    expect(Math.max(...seen.lateMs)).toBeLessThan(120);
  });

  it('comes nearer again after a while in which everything was later', () => {
    const seen = stay(1_200, 0.5, (sequence) => sequence * 500 + (sequence > 200 && sequence < 260 ? 300 : 0));
    expect(seen.misses / seen.objects).toBeLessThan(0.1);
    expect(mean(seen.lateMs)).toBeLessThan(60);
  });

  it('takes up the rhythm anew where the stream stood still', () => {
    const seen = stay(400, 0.5, (sequence) => sequence * 500 + (sequence >= 200 ? 30_210 : 0));
    // asked every half second at most while it stood still
    expect(seen.misses).toBeLessThan(100);
    expect(mean(seen.lateMs)).toBeLessThan(60);
  });

  it('runs through what has been there for long without a pause, and then waits', () => {
    const clock = new ArrivalClock();
    for (let sequence = 0; sequence < 5; sequence += 1) {
      expect(clock.dueMs).toBeNull();
      clock.arrived({ askedMs: 100 + sequence * 20, misses: 0, nextSeconds: 0.5 });
    }
    clock.arrived({ askedMs: 400, misses: 2, nextSeconds: 0.5 });
    expect(clock.dueMs).toBe(900);
  });
});
