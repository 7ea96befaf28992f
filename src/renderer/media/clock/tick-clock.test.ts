import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TickClock, type Moment } from './tick-clock.js';

/** A moment of a computer whose clocks go alike. */
const at = (nowMs: number): Moment => ({ nowMs, dateMs: 1_700_000_000_000 + nowMs });

test('whatever the looks are, each tick comes once, in order, and none before its time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 60 }),
      fc.array(fc.double({ min: 0, max: 4_900, noNaN: true }), { maxLength: 200 }),
      (fps, pauses) => {
        const clock = new TickClock(fps, at(1_000));
        let now = 1_000;
        let next = 0;
        for (const pause of pauses) {
          now += pause;
          const { tick, late, jumpedMs, sleptMs } = clock.look(at(now));
          expect([jumpedMs, sleptMs]).toEqual([0, 0]);
          for (const one of [...late, ...(tick === null ? [] : [tick])]) {
            expect(one).toBe(next);
            next += 1;
            expect(1_000 + (one * 1000) / fps).toBeLessThanOrEqual(now + 0.01);
          }
          expect(1_000 + (next * 1000) / fps).toBeGreaterThan(now);
          expect(clock.nextInMs(now)).toBeCloseTo(1_000 + (next * 1000) / fps - now, 6);
        }
      },
    ),
  );
});

test('an hour of late wake-ups does not drift', () => {
  const clock = new TickClock(30, at(0));
  let now = 0;
  let ticks = 0;
  while (now < 3_600_000) {
    now += clock.nextInMs(now) + 1.7;
    const { tick, late } = clock.look(at(now));
    ticks += late.length + (tick === null ? 0 : 1);
  }
  expect(ticks).toBe(3600 * 30 + 1);
});

test('after a sleep ticks go on one by one, and the start has moved by what was slept', () => {
  const clock = new TickClock(25, at(0));
  expect(clock.look(at(0))).toEqual({ tick: 0, late: [], jumpedMs: 0, sleptMs: 0 });
  const { tick, late, jumpedMs, sleptMs } = clock.look(at(3_600_000));
  expect({ tick, late }).toEqual({ tick: 1, late: [] });
  expect([jumpedMs, sleptMs]).toEqual([3_599_960, 3_600_000]);
  expect(clock.startMs).toBe(3_599_960);
  expect(clock.nextInMs(3_600_000)).toBe(40);
});

test('a sleep through which the monotonic clock stood still is one, and its ticks go on as if nothing had been', () => {
  const clock = new TickClock(25, at(0));
  clock.look(at(0));
  const { dateMs } = at(600_000);
  expect(clock.look({ nowMs: 40, dateMs })).toEqual({ tick: 1, late: [], jumpedMs: 0, sleptMs: 600_000 });
  expect(clock.look({ nowMs: 80, dateMs: dateMs + 40 })).toEqual({ tick: 2, late: [], jumpedMs: 0, sleptMs: 0 });
  // a clock that is set back says nothing of a sleep
  expect(clock.look({ nowMs: 120, dateMs: 0 })).toEqual({ tick: 3, late: [], jumpedMs: 0, sleptMs: 0 });
});
