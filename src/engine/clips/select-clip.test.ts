import fc from 'fast-check';
import * as hls from 'hls-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import { renderClipPlaylists } from './render-clip.js';
import { selectAgain, selectClip, type RenditionTail } from './select-clip.js';

beforeAll(() => hls.setOptions({ strictMode: true }));
afterAll(() => hls.setOptions({ strictMode: false }));

const timescale = 1000;
const startMs = Date.UTC(2026, 10, 21, 8);

function rendition(name: string, kind: 'video' | 'audio', position: number): RenditionRow {
  return {
    ...{ broadcastId: 'b', name, kind, position, timescale, maxBitrate: null, copied: false },
    ...(kind === 'video' ? { width: 640, height: 360, fps: 30, codecs: 'avc1.64001e' } : silent),
  };
}
const silent = { width: null, height: null, fps: null, codecs: 'mp4a.40.2' };

/** Two-second segments from `from` on; `gap` where the text says so. */
function tail(row: RenditionRow, states: string, from = 0): RenditionTail {
  const segments = [...states].map((state, index): SegmentRow => {
    const sequence = from + index;
    return {
      ...{ broadcastId: 'b', rendition: row.name, sequence, init: 0, discontinuity: false },
      state: state === '-' ? 'gap' : 'closed',
      startTicks: sequence * 2 * timescale,
      durationTicks: 2 * timescale,
      sizeBytes: 1000,
      programDateTimeMs: startMs + sequence * 2000,
    };
  });
  return { row, segments };
}

const top = rendition('720p', 'video', 1);
const low = rendition('360p', 'video', 2);
const sound = rendition('audio', 'audio', 3);

const told = (tails: readonly RenditionTail[], seconds: number) => {
  const clip = selectClip(tails, seconds);
  return clip && { names: clip.renditions.map(({ row }) => row.name), sequences: clip.sequences };
};

test('takes the newest whole segments that all have, at least so many seconds', () => {
  const tails = [tail(top, 'xxxxxx', 40), tail(low, 'xxxxx', 40), tail(sound, 'xxxxxx', 40)];
  expect(told(tails, 5)).toEqual({ names: ['720p', '360p', 'audio'], sequences: [42, 43, 44] });
  expect(told(tails, 30)?.sequences).toEqual([40, 41, 42, 43, 44]);
  expect(selectClip([], 30)).toBeNull();
  expect(selectClip([tail(top, '---')], 30)).toBeNull();
});

test('leaves out a rung that was shed, and a sequence that has no picture or no sound', () => {
  expect(told([tail(top, 'xx----'), tail(low, 'xxxxxx'), tail(sound, 'xxxxxx')], 8)).toEqual({
    names: ['360p', 'audio'],
    sequences: [2, 3, 4, 5],
  });
  expect(told([tail(top, 'xx-xxx'), tail(low, 'xx-xxx'), tail(sound, 'xxxx-x')], 12)).toEqual({
    names: ['720p', '360p', 'audio'],
    sequences: [0, 1, 3, 5],
  });
  // one that stopped long ago holds nobody up
  expect(told([tail(top, 'xxxxxx'), tail(low, 'x'), tail(sound, 'xxxxxx')], 4)?.sequences).toEqual([4, 5]);
});

test('a hole is a discontinuity, and the playlists stand alone: strict, whole, numbered from 0, in the broadcast’s folders', () => {
  const clip = selectClip([tail(top, 'xx-xx', 7), tail(sound, 'xx-xx', 7)], 30);
  if (clip === null) throw new Error('Expected a clip');
  const files = renderClipPlaylists(clip, 2);
  expect(files.map(({ name }) => name)).toEqual(['720p.m3u8', 'audio.m3u8', 'master.m3u8']);
  const media = hls.parse(files[0]?.content ?? '');
  if (media.isMasterPlaylist) throw new Error('Expected a media playlist');
  expect(media).toMatchObject({ endlist: true, playlistType: 'VOD', mediaSequenceBase: 0 });
  expect(media.segments.map(({ uri, discontinuity }) => [uri, discontinuity === true])).toEqual([
    ['../../720p/7.m4s', false],
    ['../../720p/8.m4s', false],
    ['../../720p/10.m4s', true],
    ['../../720p/11.m4s', false],
  ]);
  expect(media.segments.map(({ map }) => map?.uri)).toEqual(Array(4).fill('../../720p/init-0.mp4'));
  expect(media.segments.map(({ programDateTime }) => programDateTime?.getTime() ?? null)).toEqual([
    startMs + 14_000,
    null,
    startMs + 20_000,
    null,
  ]);
  const master = hls.parse(files[2]?.content ?? '');
  if (!master.isMasterPlaylist) throw new Error('Expected a master playlist');
  expect(master.variants.map(({ uri, bandwidth, audio }) => [uri, bandwidth, audio[0]?.uri])).toEqual([
    ['720p.m3u8', 8000, 'audio.m3u8'],
  ]);
});

test('whatever is missing, what is selected is there, the same of each rendition, and selected again from all', () => {
  const states = fc.string({ unit: fc.constantFrom('x', 'x', '-'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(states, states, states, fc.integer({ min: 0, max: 1000 }), (a, b, c, from) => {
      const tails = [tail(top, a, from), tail(low, b, from), tail(sound, c, from)];
      const clip = selectClip(tails, 10);
      if (clip === null) return;
      for (const { segments } of clip.renditions) {
        expect(segments.map(({ sequence }) => sequence)).toEqual(clip.sequences);
        expect(segments.every(({ state }) => state === 'closed')).toBe(true);
      }
      expect(clip.renditions.some(({ row }) => row.kind === 'video')).toBe(true);
      expect(clip.renditions.at(-1)?.row.kind).toBe('audio');
      const names = clip.renditions.map(({ row }) => row.name);
      expect(selectAgain(tails, { sequences: clip.sequences, renditions: names })).toEqual(clip);
      expect(selectAgain(tails.slice(0, 2), { sequences: clip.sequences, renditions: names })).toBeNull();
    }),
  );
});
