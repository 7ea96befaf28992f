import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCost, type CostRequest } from './estimate-cost.js';

const prices = {
  perThousandPuts: 0.005,
  perThousandGets: 0.0004,
  perGbMonthStored: 0.023,
  perGbEgress: 0.09,
  asOf: '2026-11-01',
};
const ladder = [{ bitrate: 6_000_000 }, { bitrate: 3_000_000 }, { bitrate: 365_000 }, { bitrate: 128_000 }];
const base: CostRequest = { prices, renditions: ladder, segmentSeconds: 2, minKeyIntervalMs: 1100, hours: 2 };

describe('estimateCost', () => {
  it('tells an hour of a common ladder', () => {
    const { perHour, total, storagePerMonthUsd, uplinkBitrate } = estimateCost(base);
    // 4 renditions × (1800 segments + 1800 playlists + 30 histories), the lease, the MPD, pages
    expect(perHour.puts).toBe(4 * 3630 + 720 + 900 + 60);
    expect(perHour.storedBytes).toBe((9_493_000 / 8) * 3600);
    expect(perHour.usd).toBeCloseTo((16_200 * 0.005 + 4 * 0.0004) / 1000, 9);
    expect(total.usd).toBeCloseTo(2 * (perHour.usd ?? 0), 9);
    expect(storagePerMonthUsd).toBeCloseTo((2 * perHour.storedBytes * 0.023) / 1e9, 9);
    expect(uplinkBitrate).toBeCloseTo(9_493_000 * 1.02, 3);
  });

  it('says no dollars without prices, and nothing for no renditions', () => {
    expect(estimateCost({ ...base, prices: null })).toMatchObject({
      perHour: { usd: null },
      total: { usd: null },
      storagePerMonthUsd: null,
    });
    expect(estimateCost({ ...base, renditions: [] }).perHour).toEqual({
      puts: 0,
      gets: 0,
      bytesSent: 0,
      bytesServed: 0,
      storedBytes: 0,
      usd: 0,
    });
  });

  it('writes playlists no more often than a key may be written', () => {
    const quick = estimateCost({ ...base, segmentSeconds: 1, minKeyIntervalMs: 4000 });
    expect(quick.perHour.puts).toBe(4 * (3600 + 900 + 30) + 720 + 900 + 60);
  });

  it('reads fewer playlists for viewers who ask for segments by name', () => {
    const readsOf = (segmentSeconds: number) =>
      estimateCost({ ...base, segmentSeconds, viewers: 1 }).perHour.gets -
      estimateCost({ ...base, segmentSeconds }).perHour.gets;
    expect([2, 1, 0.5].map(readsOf)).toEqual([2 * (1800 + 1800), 2 * (3600 + 720), 2 * (7200 + 720)]);
  });

  it('grows with viewers, hours, renditions and shorter segments, and is never negative', () => {
    const request = fc.record({
      prices: fc.constant(prices),
      renditions: fc.array(fc.record({ bitrate: fc.integer({ min: 64_000, max: 20_000_000 }) }), {
        minLength: 1,
        maxLength: 6,
      }),
      segmentSeconds: fc.double({ min: 1, max: 6, noNaN: true }),
      minKeyIntervalMs: fc.integer({ min: 0, max: 5000 }),
      viewers: fc.integer({ min: 0, max: 10_000 }),
      hours: fc.double({ min: 0.1, max: 48, noNaN: true }),
    });
    fc.assert(
      fc.property(request, (asked) => {
        const here = estimateCost(asked);
        const more = [
          estimateCost({ ...asked, viewers: asked.viewers + 1 }),
          estimateCost({ ...asked, hours: asked.hours + 1 }),
          estimateCost({ ...asked, renditions: [...asked.renditions, { bitrate: 64_000 }] }),
          estimateCost({ ...asked, segmentSeconds: asked.segmentSeconds / 2 }),
        ];
        expect(here.total.usd).toBeGreaterThan(0);
        for (const other of more) expect(other.total.usd).toBeGreaterThan(here.total.usd ?? Infinity);
      }),
    );
  });
});
