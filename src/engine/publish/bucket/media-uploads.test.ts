import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readItem, uploadTimeoutMs } from './media-uploads.js';

describe('uploadTimeoutMs', () => {
  const options = fc.record({
    bytes: fc.nat(200_000_000),
    bitsPerSecond: fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: null }),
    inFlight: fc.nat(12),
    timeouts: fc.nat(100),
  });

  test('ends for sure, and never too soon for a small object', () => {
    fc.assert(
      fc.property(options, (each) => {
        const timeoutMs = uploadTimeoutMs(each);
        expect(timeoutMs).toBeGreaterThanOrEqual(6_000);
        expect(timeoutMs).toBeLessThanOrEqual(300_000);
      }),
    );
  });

  test('gives more time to what is larger, slower, not alone, or has timed out before', () => {
    fc.assert(
      fc.property(options, fc.nat(1_000_000), (each, bytes) => {
        const timeoutMs = uploadTimeoutMs(each);
        expect(uploadTimeoutMs({ ...each, bytes: each.bytes + bytes })).toBeGreaterThanOrEqual(timeoutMs);
        expect(uploadTimeoutMs({ ...each, inFlight: each.inFlight + 1 })).toBeGreaterThanOrEqual(timeoutMs);
        expect(uploadTimeoutMs({ ...each, timeouts: each.timeouts + 1 })).toBeGreaterThanOrEqual(timeoutMs);
        const slower = each.bitsPerSecond === null ? 1_000_000 : each.bitsPerSecond / 2;
        expect(uploadTimeoutMs({ ...each, bitsPerSecond: slower })).toBeGreaterThanOrEqual(timeoutMs);
      }),
    );
  });

  test('an uplink of 1 Mbit/s with four uploads of 1 MB gets them through', () => {
    const timeoutMs = uploadTimeoutMs({ bytes: 1_000_000, bitsPerSecond: 1_000_000, inFlight: 4, timeouts: 0 });
    expect(timeoutMs).toBeGreaterThan(32_000);
  });
});

test('an object is read from the archive, and one that is not there is said to be', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'headwater-items-'));
  try {
    const folder = 'live/b/20261121-080000-abcdefgh';
    await mkdir(path.join(root, folder, '360p'), { recursive: true });
    await writeFile(path.join(root, folder, '360p/0.m4s'), 'segment');
    const item = { rendition: '360p', kind: 'segment' as const, number: 0, init: 0, sizeBytes: 7, closedAtMs: 0 };
    expect((await readItem(root, folder, { ...item, path: '360p/0.m4s' })).toString()).toBe('segment');
    await expect(readItem(root, folder, { ...item, path: '360p/1.m4s' })).rejects.toMatchObject({
      code: 'archive.write-failed',
    });
  } finally {
    await rm(root, { recursive: true });
  }
});
