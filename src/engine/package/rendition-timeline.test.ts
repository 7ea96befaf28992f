import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import { RenditionTimeline } from './rendition-timeline.js';

const row: RenditionRow = {
  broadcastId: 'b',
  name: '720p',
  kind: 'video',
  position: 0,
  width: 1280,
  height: 720,
  fps: 30,
  codecs: 'avc1.640028',
  copied: true,
  timescale: 90_000,
  maxBitrate: null,
};

const arbitrarySegments = fc
  .array(
    fc.record({
      state: fc.constantFrom('closed' as const, 'gap' as const),
      durationTicks: fc.integer({ min: 1, max: 270_000 }),
      sizeBytes: fc.integer({ min: 1, max: 2_000_000 }),
      discontinuity: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((list) =>
    list.map((fields, sequence): SegmentRow => ({
      ...fields,
      broadcastId: 'b',
      rendition: '720p',
      sequence,
      init: 0,
      startTicks: 0,
      programDateTimeMs: 0,
    })),
  );

describe('RenditionTimeline', () => {
  test('measures as it grows what it would measure at once', () => {
    fc.assert(
      fc.property(arbitrarySegments, (segments) => {
        const timeline = new RenditionTimeline(row);
        for (const [index, segment] of segments.entries()) {
          timeline.append(segment);
          const closed = segments.slice(0, index + 1).filter(({ state }) => state === 'closed');
          const bits = closed.reduce((sum, { sizeBytes }) => sum + sizeBytes * 8, 0);
          const seconds = closed.reduce((sum, { durationTicks }) => sum + durationTicks / 90_000, 0);
          const counted = closed.filter(({ durationTicks }) => durationTicks >= 90_000);
          const peaks = counted.map(({ sizeBytes, durationTicks }) => (sizeBytes * 8 * 90_000) / durationTicks);
          const rates = timeline.bitrates(2);
          if (closed.length === 0) expect(rates).toBeNull();
          else {
            expect(rates?.average).toBeCloseTo(bits / seconds, 3);
            expect(rates?.peak).toBeCloseTo(Math.max(bits / seconds, ...peaks), 3);
          }
        }
      }),
    );
  });

  test('counts another target duration anew', () => {
    const [long, short] = [180_000, 90_000].map((durationTicks, sequence): SegmentRow => {
      const fields = { sequence, durationTicks, sizeBytes: 1000, init: 0, startTicks: 0, programDateTimeMs: 0 };
      return { ...fields, broadcastId: 'b', rendition: '720p', state: 'closed', discontinuity: false };
    });
    const timeline = new RenditionTimeline(
      row,
      [long, short].flatMap((segment) => segment ?? []),
    );
    expect(timeline.bitrates(2)?.peak).toBe(8000);
    expect(timeline.bitrates(4)?.peak).toBeCloseTo(16_000 / 3);
    expect(timeline.bitrates(2)?.peak).toBe(8000);
  });

  test('counts the discontinuities up to a segment, its own included', () => {
    fc.assert(
      fc.property(arbitrarySegments, (segments) => {
        const timeline = new RenditionTimeline(row, segments);
        for (const [index, segment] of segments.entries()) {
          const expected = segments.slice(0, index + 1).filter(({ discontinuity }) => discontinuity).length;
          expect(timeline.discontinuitiesBefore(segment)).toBe(expected);
        }
        expect(timeline.discontinuitiesBefore(undefined)).toBe(0);
      }),
    );
  });
});
