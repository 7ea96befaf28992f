import fc from 'fast-check';
import * as hls from 'hls-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SegmentRow } from '../archive/journal.js';
import { renderMediaPlaylist } from './media-playlist.js';

// strict mode makes the library throw on what it would only complain about, in writing, too
beforeAll(() => hls.setOptions({ strictMode: true }));
afterAll(() => hls.setOptions({ strictMode: false }));

const startMs = Date.UTC(2026, 10, 21, 8);

function rows(list: readonly Partial<SegmentRow>[]): SegmentRow[] {
  return list.map((fields, index) => ({
    broadcastId: 'b',
    rendition: '720p',
    sequence: index,
    init: 0,
    state: 'closed',
    startTicks: index * 180_000,
    durationTicks: 180_000,
    sizeBytes: 1000,
    programDateTimeMs: startMs + index * 2000,
    discontinuity: false,
    ...fields,
  }));
}

function render(segments: readonly SegmentRow[], ended = true): hls.types.MediaPlaylist {
  const text = renderMediaPlaylist({
    segments,
    timescale: 90_000,
    targetDurationSeconds: 2,
    discontinuitySequence: 0,
    ended,
  });
  const parsed = hls.parse(text);
  if (parsed.isMasterPlaylist) throw new Error('Expected a media playlist');
  return parsed;
}

const arbitraryRows = fc
  .array(
    fc.record({
      state: fc.constantFrom('closed' as const, 'gap' as const),
      durationTicks: fc.integer({ min: 9_000, max: 180_000 }),
      discontinuity: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map(rows);

describe('renderMediaPlaylist', () => {
  test('reads back as it was told, gaps and discontinuities wherever they are', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.boolean(), (segments, ended) => {
        const playlist = render(segments, ended);
        expect(playlist.endlist).toBe(ended);
        expect(playlist.playlistType).toBe(ended ? 'VOD' : undefined);
        const read = playlist.segments.map(({ uri, mediaSequenceNumber, gap, discontinuity, duration }) => {
          return { uri, mediaSequenceNumber, gap: gap ?? false, discontinuity: discontinuity ?? false, duration };
        });
        expect(read).toEqual(
          segments.map((row, index) => ({
            uri: `${String(row.sequence)}.m4s`,
            mediaSequenceNumber: row.sequence,
            gap: row.state === 'gap',
            discontinuity: row.discontinuity && index > 0,
            duration: Math.round((row.durationTicks / 90_000) * 1e5) / 1e5,
          })),
        );
      }),
    );
  });

  test('dates the first segment, each discontinuity, and one every three minutes', () => {
    const segments = rows(Array.from({ length: 200 }, (_, index) => ({ discontinuity: index === 50 })));
    const dated = render(segments).segments.flatMap(({ programDateTime, mediaSequenceNumber }) =>
      programDateTime ? [[mediaSequenceNumber, programDateTime.getTime()]] : [],
    );
    expect(dated).toEqual([0, 50, 140].map((sequence) => [sequence, startMs + sequence * 2000]));
  });

  test('names the init segment where it changes', () => {
    const text = renderMediaPlaylist({
      segments: rows([{ init: 0 }, { init: 0 }, { init: 1, discontinuity: true }]),
      timescale: 90_000,
      targetDurationSeconds: 2,
      discontinuitySequence: 0,
      ended: false,
    });
    expect(text.match(/#EXT-X-MAP:URI="init-\d\.mp4"/g)).toEqual([
      '#EXT-X-MAP:URI="init-0.mp4"',
      '#EXT-X-MAP:URI="init-1.mp4"',
    ]);
  });
});
