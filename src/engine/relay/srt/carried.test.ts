import { expect, test } from 'vitest';
import type { RelayTag } from '../relay-tag.js';
import { whyNotCarried } from './carried.js';

const old = { path: 'ffmpeg', major: 5, minor: 1 };
const recent = { path: 'ffmpeg', major: 6, minor: 1 };
const tag = (type: RelayTag['type'], ...data: number[]): RelayTag => ({
  type,
  timestampMs: 0,
  data: Uint8Array.from(data),
});
const fourcc = (text: string): number[] => [...Buffer.from(text)];
const h264 = tag(9, 0x17, 1, 0, 0, 0, 0);
const aac = tag(8, 0xaf, 1, 0);
const hevc = tag(9, 0x91, ...fourcc('hvc1'), 0, 0, 0);
const av1 = tag(9, 0x91, ...fourcc('av01'), 0, 0, 0);
const oldHevc = tag(9, 0x1c, 1, 0, 0, 0, 0);
const enhancedAac = tag(8, 0x91, ...fourcc('mp4a'), 0);
const opus = tag(8, 0x91, ...fourcc('Opus'), 0);
const speex = tag(8, 0xb2, 0, 0);

test('H.264, AAC and MP3 go with every ffmpeg, HEVC with one that reads it, nothing else goes', () => {
  const goes = (ffmpeg: typeof old, ...tags: RelayTag[]): boolean[] =>
    tags.map((each) => whyNotCarried(each, ffmpeg) === null);
  expect(goes(old, h264, aac, tag(8, 0x2f, 0xff), tag(18, 2, 0))).toEqual([true, true, true, true]);
  expect(goes(old, hevc, av1, oldHevc, enhancedAac, opus, speex)).toEqual([false, false, false, false, false, false]);
  expect(goes(recent, h264, aac, hevc)).toEqual([true, true, true]);
  expect(goes(recent, av1, oldHevc, enhancedAac, opus)).toEqual([false, false, false, false]);
  expect(goes({ path: 'ffmpeg', major: 8, minor: 0 }, hevc, enhancedAac, opus)).toEqual([true, true, false]);
  expect(whyNotCarried(hevc, { path: 'ffmpeg' })).toMatchObject({
    code: 'relay.unsupported',
    details: { codec: 'hevc' },
  });
});
