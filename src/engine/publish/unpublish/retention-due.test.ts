import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retentionDue, type RetainedRecording } from './retention-due.js';

const dayMs = 24 * 3_600_000;
const nowMs = 100 * dayMs;
const recording = (id: string, ageDays: number | null, sizeBytes = 10): RetainedRecording => ({
  id,
  endedAtMs: ageDays === null ? null : nowMs - ageDays * dayMs,
  sizeBytes,
});

describe('retention', () => {
  it('keeps all without a limit', () => {
    expect(retentionDue([recording('a', 99)], { maxAgeDays: null, maxBytes: null }, nowMs)).toEqual([]);
  });

  it('lets go what is older than its days, oldest first', () => {
    const all = [recording('new', 1), recording('older', 31), recording('oldest', 60), recording('edge', 30)];
    expect(retentionDue(all, { maxAgeDays: 30, maxBytes: null }, nowMs)).toEqual(['oldest', 'older']);
  });

  it('keeps the newest that fit, and nothing older than the first that does not', () => {
    const all = [recording('1', 1, 40), recording('2', 2, 70), recording('3', 3, 5)];
    expect(retentionDue(all, { maxAgeDays: null, maxBytes: 100 }, nowMs)).toEqual(['3', '2']);
  });

  it('counts what is live, never removes it, and leaves the newest finished show', () => {
    const all = [recording('live', null, 500), recording('last', 1, 400), recording('old', 2, 1)];
    expect(retentionDue(all, { maxAgeDays: null, maxBytes: 100 }, nowMs)).toEqual(['old']);
  });

  it('never lets go a newer one and keeps an older one, in whatever order they come', () => {
    const one = fc.record({
      id: fc.uuid(),
      endedAtMs: fc.option(fc.integer({ min: 0, max: 2 * nowMs })),
      sizeBytes: fc.nat(1000),
    });
    const policies = fc.record({
      maxAgeDays: fc.option(fc.integer({ min: 1, max: 200 })),
      maxBytes: fc.option(fc.nat(5000)),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), policies, (all, policy) => {
        const due = retentionDue(all, policy, nowMs);
        const endOf = (id: string) => all.find((each) => each.id === id)?.endedAtMs ?? null;
        expect(due.map(endOf)).not.toContain(null);
        const newestDue = Math.max(...due.map((id) => endOf(id) ?? 0));
        for (const { id, endedAtMs } of all) {
          if (endedAtMs !== null && !due.includes(id)) expect(endedAtMs).toBeGreaterThanOrEqual(newestDue);
        }
        expect(retentionDue([...all].reverse(), policy, nowMs)).toEqual(due);
        // asked again about what is left it is satisfied
        const left = all.filter(({ id }) => !due.includes(id));
        expect(retentionDue(left, policy, nowMs)).toEqual([]);
      }),
    );
  });
});
