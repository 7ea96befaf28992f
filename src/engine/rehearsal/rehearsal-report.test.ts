import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMasterPlaylist } from '../package/master-playlist.js';
import { rehearsalReport, spread } from './rehearsal-report.js';
import { leastVariant, namedSegments } from './watched-segments.js';

test('a spread is made of values that were there, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1 }), (values) => {
      const told = spread(values);
      expect(values).toContain(told?.p50Ms);
      expect(values).toContain(told?.p95Ms);
      expect(told?.p50Ms).toBeLessThanOrEqual(told?.p95Ms ?? NaN);
      expect(values.filter((value) => value <= (told?.p50Ms ?? NaN)).length * 2).toBeGreaterThanOrEqual(values.length);
    }),
  );
  expect(spread([])).toBeNull();
});

test('says nothing of what nobody has seen, and tells first and last picture of a segment apart', () => {
  const summary = {
    ...{ broadcastId: 'b', viewerUrl: '', masterUrl: '', archiveDir: '', published: null },
    ...{ durationSeconds: 20, renditions: [], segments: 10, lostSegments: 1 },
  };
  const from = { summary, sizeBytes: 2_500_000, measuredBitrate: null, isWhole: true };
  expect(rehearsalReport({ ...from, watched: null })).toMatchObject({
    ...{ firstPicture: null, lastPicture: null, soundAfterPictureMs: null, lostSegments: 1, unreadSegments: 0 },
    uplink: { usedBitrate: 1_000_000, measuredBitrate: null },
  });
  const segments = [{ dateMs: 1_000, durationMs: 2_000, readAtMs: 3_250 }];
  expect(rehearsalReport({ ...from, watched: { segments, unread: 2, soundAfterPictureMs: -8 } })).toMatchObject({
    firstPicture: { p50Ms: 2_250, p95Ms: 2_250, count: 1 },
    lastPicture: { p50Ms: 250, p95Ms: 250, count: 1 },
    ...{ soundAfterPictureMs: -8, unreadSegments: 2 },
  });
});

test('reads what live playlists name: dates carried on, gaps left out, the least picture with its sound', () => {
  const text = [
    ...['#EXTM3U', '#EXT-X-VERSION:8', '#EXT-X-TARGETDURATION:2', '#EXT-X-MEDIA-SEQUENCE:7'],
    ...['#EXT-X-MAP:URI="init-1.mp4"', '#EXT-X-PROGRAM-DATE-TIME:2026-11-21T08:00:00.000Z', '#EXTINF:2,', '7.m4s'],
    ...['#EXT-X-GAP', '#EXTINF:1.5,', '8.m4s', '#EXTINF:2,', '9.m4s', ''],
  ].join('\n');
  const atMs = Date.UTC(2026, 10, 21, 8);
  expect(namedSegments(text)).toEqual([
    { sequence: 7, uri: '7.m4s', initUri: 'init-1.mp4', dateMs: atMs, durationMs: 2_000 },
    { sequence: 9, uri: '9.m4s', initUri: 'init-1.mp4', dateMs: atMs + 3_500, durationMs: 2_000 },
  ]);
  for (const odd of ['', 'nothing', '<html>', '#EXTM3U\n#EXT-X-TARGETDURATION:x'])
    expect(namedSegments(odd)).toEqual([]);

  const variant = { codecs: 'avc1.64001e,mp4a.40.2', width: 640, height: 360, fps: 30, averageBandwidth: 1 };
  const master = renderMasterPlaylist({
    variants: [
      { ...variant, name: '720p', bandwidth: 2 },
      { ...variant, name: '360p', bandwidth: 1 },
    ],
    audio: { name: 'audio', codecs: 'mp4a.40.2', channels: 2 },
    ...{ mediaFile: 'index.m3u8', base: '' },
  });
  expect(leastVariant(master)).toEqual({ uri: '360p/index.m3u8', soundUri: 'audio/index.m3u8' });
  expect(leastVariant(text)).toBeNull();
});
