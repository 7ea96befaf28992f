import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, errorCodes } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import { askUntil, withPatience } from './patience.js';

/** A clock whose waits are over at once, and remembered. */
class HastyClock implements Clock {
  readonly waits: number[] = [];
  #nowMs = 0;

  now(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    this.waits.push(delayMs);
    this.#nowMs += delayMs;
    let isCancelled = false;
    queueMicrotask(() => {
      if (!isCancelled) callback();
    });
    return () => {
      isCancelled = true;
    };
  }
}

function bench() {
  const clock = new HastyClock();
  const abort = new AbortController();
  return { clock, abort, waiting: { clock, signal: abort.signal } };
}

describe('withPatience', () => {
  it('tries four times what may pass, waiting as asked but never long', async () => {
    const { clock, waiting } = bench();
    let tries = 0;
    const busy = (retryAfterMs: number) => new AppError('publish.throttled', 'busy', { details: { retryAfterMs } });
    const request = () => Promise.reject(busy(tries++ === 1 ? 600_000 : 0));
    await expect(withPatience(waiting, request)).rejects.toMatchObject({ code: 'publish.throttled' });
    expect(tries).toBe(4);
    expect(clock.waits).toEqual([400, 4_000, 2_500]);
  });

  it('gives up at once on everything else', async () => {
    const passing = ['publish.throttled', 'publish.server-error', 'publish.clock-skew'];
    for (const code of errorCodes.filter((one) => !passing.includes(one))) {
      const { clock, waiting } = bench();
      await expect(withPatience(waiting, () => Promise.reject(new AppError(code, 'no')))).rejects.toMatchObject({
        code,
      });
      expect(clock.waits).toEqual([]);
    }
  });

  it('gives up when the run is stopped', async () => {
    const { clock, abort, waiting } = bench();
    const request = () => {
      abort.abort();
      return Promise.reject(new AppError('publish.throttled', 'busy'));
    };
    await expect(withPatience(waiting, request)).rejects.toMatchObject({ code: 'publish.throttled' });
    expect(clock.waits).toEqual([]);
  });
});

describe('askUntil', () => {
  it('asks until the answer is good, and never for longer than it was told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.integer({ min: 1, max: 900 }), fc.nat(5_000), async (goodAt, everyMs, forMs) => {
        const { clock, waiting } = bench();
        let asked = 0;
        const answer = await askUntil(
          waiting,
          { everyMs, forMs },
          async () => asked++,
          (number) => number === goodAt,
        );
        expect(answer === goodAt || clock.monotonicMs() + everyMs > forMs).toBe(true);
        expect(clock.monotonicMs()).toBeLessThanOrEqual(forMs);
        expect(asked).toBe(clock.waits.length + 1);
      }),
    );
  });
});
