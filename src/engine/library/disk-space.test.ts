import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { forecastDisk, freeBytes } from './disk-space.js';

describe('disk space', () => {
  it('tells the room of a folder that is not made yet', async () => {
    expect(await freeBytes(path.join(tmpdir(), 'not', 'made', 'yet'))).toBeGreaterThan(0);
  });

  it('forecasts when only the reserve will be left', () => {
    const now = { freeBytes: 11_000, bytesPerSecond: 100, reserveBytes: 1000, lowSeconds: 60 };
    expect(forecastDisk(now)).toEqual({ freeBytes: 11_000, secondsLeft: 100, isLow: false });
    expect(forecastDisk({ ...now, bytesPerSecond: 1000 })).toMatchObject({ secondsLeft: 10, isLow: true });
    expect(forecastDisk({ ...now, bytesPerSecond: 0 })).toMatchObject({ secondsLeft: null, isLow: false });
    expect(forecastDisk({ ...now, bytesPerSecond: 0, freeBytes: 500 })).toMatchObject({
      secondsLeft: null,
      isLow: true,
    });
  });
});
