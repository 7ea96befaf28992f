import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BucketUsage } from '../s3/bucket-client.js';
import { CostMeter } from './cost-meter.js';

const prices = {
  perThousandPuts: 0.005,
  perThousandGets: 0.0004,
  perGbMonthStored: 0.023,
  perGbEgress: 0.09,
  asOf: '2026-11-01',
};
const usage = (puts: number, gets = 0, lists = 0, bytesSent = 0): BucketUsage => ({
  puts,
  gets,
  lists,
  deletes: 7,
  bytesSent,
  bytesReceived: 9,
});

describe('CostMeter', () => {
  it('prices writes, reads and lists as providers do, and storage by the month', () => {
    const meter = new CostMeter({ prices });
    meter.count(usage(1000, 2000, 1000, 5e9));
    expect(meter.cost(10e9)).toEqual({
      requestsUsd: expect.closeTo(0.005 + 0.005 + 0.0008, 9) as number,
      storagePerMonthUsd: expect.closeTo(0.23, 9) as number,
      puts: 1000,
      gets: 2000,
      bytesSent: 5e9,
    });
  });

  it('counts without prices, and says no dollars', () => {
    const meter = new CostMeter({ prices: null });
    meter.count(usage(3, 2, 1, 10));
    expect(meter.cost(1)).toEqual({ requestsUsd: null, storagePerMonthUsd: null, puts: 3, gets: 2, bytesSent: 10 });
  });

  it('goes on from what earlier runs counted, and leaves out what others did with the client', () => {
    const meter = new CostMeter({ prices, before: { puts: 10, gets: 1, lists: 0, bytesSent: 100 } });
    meter.startFrom(usage(500, 500, 0, 500));
    meter.count(usage(501, 502, 0, 550));
    expect(meter.counted).toEqual({ puts: 11, gets: 3, lists: 0, bytesSent: 150 });
  });

  it('counts every request once, however often it is asked and however often the client is replaced', () => {
    const step = fc.record({ puts: fc.nat(50), gets: fc.nat(50), lists: fc.nat(3), bytesSent: fc.nat(1e6) });
    fc.assert(
      fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 5 }), (clients) => {
        const meter = new CostMeter({ prices });
        const sum = { puts: 0, gets: 0, lists: 0, bytesSent: 0 };
        for (const steps of clients) {
          const own = { puts: 0, gets: 0, lists: 0, bytesSent: 0 };
          // a replaced client is first seen before its first request is done
          meter.count({ ...own });
          for (const { puts, gets, lists, bytesSent } of steps) {
            for (const counter of [own, sum]) {
              counter.puts += puts;
              counter.gets += gets;
              counter.lists += lists;
              counter.bytesSent += bytesSent;
            }
            meter.count({ ...own });
            meter.count({ ...own });
          }
        }
        expect(meter.counted).toEqual(sum);
      }),
    );
  });
});
