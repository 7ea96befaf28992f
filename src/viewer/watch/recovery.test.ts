import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemWords } from './problems.js';
import { decideRecovery, type Failure } from './recovery.js';

const network = (what: Failure['what'], status: number): Failure => ({ kind: 'network', what, status });

describe('decideRecovery', () => {
  it('waits for a master that is not there yet', () => {
    const first = decideRecovery(network('master', 404), { network: 1, media: 0 });
    expect(first).toEqual({ action: 'start-over', delayMs: 1_000, problem: 'not-yet' });
  });

  it('retries a lost connection for ever, ever slower', () => {
    const delays = [1, 2, 3, 4, 5, 50].map((tries) =>
      decideRecovery(network('segment', 0), { network: tries, media: 0 }),
    );
    expect(delays.map((recovery) => recovery.delayMs)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(delays.every((recovery) => recovery.action === 'load-again' && recovery.problem === 'connection')).toBe(
      true,
    );
  });

  it('skips a segment that is gone', () => {
    expect(decideRecovery(network('segment', 404), { network: 1, media: 0 }).action).toBe('skip');
  });

  it('recovers the decoder, then starts over, then gives up', () => {
    const actions = [1, 2, 3, 4, 5, 6].map(
      (media) => decideRecovery({ kind: 'media', what: 'none', status: 0 }, { network: 0, media }).action,
    );
    expect(actions).toEqual(['recover-media', 'start-over', 'start-over', 'start-over', 'start-over', 'give-up']);
  });

  it('answers every failure with words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Failure['kind'][]>('network', 'media', 'unsupported', 'other'),
        fc.constantFrom<Failure['what'][]>('master', 'playlist', 'segment', 'none'),
        fc.constantFrom(0, 403, 404, 429, 500, 503),
        fc.integer({ min: 1, max: 100 }),
        (kind, what, status, tries) => {
          const recovery = decideRecovery({ kind, what, status }, { network: tries, media: tries });
          expect(problemWords[recovery.problem].title).not.toBe('');
          expect(recovery.delayMs).toBeLessThanOrEqual(15_000);
          if (kind === 'network') expect(recovery.action).not.toBe('give-up');
        },
      ),
    );
  });
});
