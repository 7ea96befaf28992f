import fc from 'fast-check';
import * as hls from 'hls-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SegmentRow } from '../../archive/journal.js';
import { RenditionTimeline } from '../../package/rendition-timeline.js';
import { renderBucketPlaylist } from './bucket-playlists.js';
import { renditionRow, segmentRow } from '../../archive/rows.test-support.js';

beforeAll(() => hls.setOptions({ strictMode: true }));
afterAll(() => hls.setOptions({ strictMode: false }));

interface Shown {
  readonly rows: readonly SegmentRow[];
  /** Names of files in the bucket. */
  readonly has: ReadonlySet<string>;
  readonly edge: number;
  readonly windowSeconds: number;
}

function render({ rows, has, edge, windowSeconds }: Shown): hls.types.MediaPlaylist {
  const text = renderBucketPlaylist({
    timeline: new RenditionTimeline(renditionRow('360p', 0), rows),
    presence: {
      isThere: ({ sequence, init }) => has.has(`${sequence}.m4s`) && has.has(`init-${init}.mp4`),
      isInitThere: (_, init) => has.has(`init-${init}.mp4`),
    },
    edge,
    windowSeconds,
    targetDurationSeconds: 2,
  });
  const playlist = hls.parse(text);
  if (playlist.isMasterPlaylist) throw new Error('Expected a media playlist');
  return playlist;
}

/** Rows with gaps of the archive and discontinuities (a new init each). */
const history = fc
  .array(fc.record({ isGap: fc.boolean(), isNew: fc.nat(5) }), { minLength: 1, maxLength: 40 })
  .map((list) => {
    let init = 0;
    return list.map(({ isGap, isNew }, sequence) => {
      const discontinuity = isNew === 0;
      if (discontinuity) init += 1;
      return segmentRow('360p', sequence, { init, discontinuity, state: isGap ? 'gap' : 'closed' });
    });
  });
const shown = fc
  .tuple(history, fc.func(fc.boolean()), fc.nat(45), fc.constantFrom(6, 20, Infinity))
  .map(([rows, isStored, edge, windowSeconds]): Shown => {
    const files = rows.flatMap(({ init, sequence, state }) => [
      `init-${init}.mp4`,
      ...(state === 'closed' ? [`${sequence}.m4s`] : []),
    ]);
    // one init segment at least: without any no playlist is written
    const first = `init-${rows[0]?.init ?? 0}.mp4`;
    return { rows, has: new Set([first, ...files.filter(isStored)]), edge, windowSeconds };
  });

describe('renderBucketPlaylist', () => {
  test('names nothing that is not there, and is what the archive says otherwise', () => {
    fc.assert(
      fc.property(shown, (each) => {
        const { rows, has } = each;
        const playlist = render(each);
        expect(playlist.endlist).toBe(false);
        expect(playlist.segments.length).toBeGreaterThan(0);
        for (const segment of playlist.segments) {
          const row = rows[segment.mediaSequenceNumber];
          const isThere = has.has(segment.uri) && has.has(`init-${row?.init}.mp4`) && row?.state === 'closed';
          expect(segment.gap === true).toBe(!isThere);
          // the init segment of a gap is read, too: by players that look ahead, and by ours that follow
          expect(has.has(segment.map?.uri ?? '')).toBe(true);
          if (isThere) expect(segment.map?.uri).toBe(`init-${row.init}.mp4`);
        }
      }),
    );
  });

  test('shows a window up to the edge, and counts the discontinuities that have left it', () => {
    fc.assert(
      fc.property(shown, (each) => {
        const { rows, edge, windowSeconds } = each;
        const { segments, discontinuitySequenceBase = 0, mediaSequenceBase = 0 } = render(each);
        const last = Math.min(edge, rows.length - 1);
        expect(segments.at(-1)?.mediaSequenceNumber).toBe(last);
        expect(segments).toHaveLength(Math.min(last + 1, windowSeconds / 2));
        const before = rows.slice(0, mediaSequenceBase + 1).filter(({ discontinuity }) => discontinuity);
        expect(discontinuitySequenceBase).toBe(before.length);
        const inside = rows.slice(mediaSequenceBase + 1, last + 1).map(({ discontinuity }) => discontinuity);
        expect(segments.slice(1).map(({ discontinuity }) => discontinuity === true)).toEqual(inside);
      }),
    );
  });

  test('where nothing of the window is there, its gaps name the last init segment that is', () => {
    const rows = [0, 1, 2].map((sequence) =>
      segmentRow('360p', sequence, { init: sequence, discontinuity: sequence > 0 }),
    );
    const has = new Set(['init-0.mp4', '0.m4s', 'init-1.mp4']);
    const { segments } = render({ rows, has, edge: 2, windowSeconds: 2 });
    expect(segments.map(({ uri, gap, map }) => [uri, gap, map?.uri])).toEqual([['2.m4s', true, 'init-1.mp4']]);
  });
});
