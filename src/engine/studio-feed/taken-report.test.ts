import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HandClock } from '../package/test-stream.test-support.js';
import { TakenReport } from './taken-report.js';

test('what was taken is told after 200 ms at the latest, and before 256 KB more are', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), bytes: fc.integer({ min: 1, max: 400_000 }) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 300 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = new HandClock();
      const told: number[] = [];
      const report = new TakenReport({ clock, tell: (bytes) => told.push(bytes) });
      let taken = 0;
      let untoldSinceMs: number | null = null;
      for (const each of steps) {
        if (each.kind === 'wait') clock.advance(each.ms);
        else {
          report.add(each.bytes);
          taken += each.bytes;
          untoldSinceMs ??= clock.monotonicMs();
        }
        if ((told.at(-1) ?? 0) === taken) untoldSinceMs = null;
        expect(taken - (told.at(-1) ?? 0)).toBeLessThan(256 * 1024);
        if (untoldSinceMs !== null) expect(clock.monotonicMs() - untoldSinceMs).toBeLessThan(200);
      }
      report.flush();
      expect(told.at(-1) ?? 0).toBe(taken);
      expect([...told].sort((a, b) => a - b)).toEqual([...new Set(told)]);
    }),
  );
});
