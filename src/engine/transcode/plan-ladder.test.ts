import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renditionNameSchema, type SourceInfo } from '../../shared/domain.js';
import { planLadder, type LadderRequest } from './plan-ladder.js';

type Video = NonNullable<SourceInfo['video']>;

const hd: Video = {
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  width: 1280,
  height: 720,
  fps: 30,
  gopSeconds: 2,
  bitrate: 3_000_000,
};
const aac = { codec: 'aac', sampleRate: 48000, channels: 2, bitrate: 160_000 };

function plan(video: Partial<Video>, request: Partial<LadderRequest> = {}, audio: SourceInfo['audio'] = aac) {
  return planLadder({
    source: { video: { ...hd, ...video }, audio },
    preset: 'auto',
    segmentSeconds: 2,
    copyAllowed: true,
    shed: 0,
    live: true,
    ...request,
  });
}

const names = (ladder: ReturnType<typeof plan>): string[] => ladder.video.map((rung) => rung.name);

describe('planLadder', () => {
  it.each([
    [3840, 2160, ['2160p', '1080p', '540p', '360p']],
    [1920, 1080, ['1080p', '720p', '432p', '360p']],
    [1280, 720, ['720p', '432p', '360p']],
    [854, 480, ['480p', '360p', '234p']],
    [640, 360, ['360p', '234p']],
    [320, 180, ['180p']],
    [1080, 1920, ['1080p', '720p', '432p', '360p']],
  ])('spreads the rungs of %i×%i', (width, height, expected) => {
    expect(names(plan({ width, height }))).toEqual(expected);
  });

  it('copies a fit top rung and keeps its shape below', () => {
    const ladder = plan({});
    expect(ladder.encodeReason).toBeNull();
    expect(ladder.video[0]).toMatchObject({ copied: true, maxBitrate: null, averageBitrate: 3_000_000, fps: null });
    expect(ladder.video[1]).toMatchObject({ copied: false, width: 768, height: 432, averageBitrate: 1_100_000 });
  });

  it.each<[string, Partial<Video>]>([
    ['source.codec-not-copied', { codec: 'hevc' }],
    ['source.pixel-format-not-copied', { pixelFormat: 'yuv420p10le' }],
    ['source.pixel-format-not-copied', { profile: 'High 4:4:4 Predictive', pixelFormat: null }],
    ['source.odd-size', { width: 854, height: 479 }],
    ['source.gop-too-short', { gopSeconds: 0.04 }],
    ['ingest.gop-too-long', { gopSeconds: 8.33 }],
    ['source.bitrate-too-high', { bitrate: 60_000_000 }],
  ])('encodes the top and says %s', (code, change) => {
    const ladder = plan(change);
    expect(ladder.encodeReason?.code).toBe(code);
    expect(ladder.video.every((rung) => !rung.copied && rung.maxBitrate !== null)).toBe(true);
  });

  it('takes what is not known to be fine', () => {
    const ladder = plan({ profile: null, pixelFormat: null, fps: null, gopSeconds: null, bitrate: null });
    expect(ladder.video[0]?.copied).toBe(true);
    expect(plan({ gopSeconds: 2.4 }).video[0]?.copied).toBe(true);
  });

  it('gives the reason it was handed', () => {
    const reason = { code: 'source.rotated', details: {} };
    expect(plan({}, { mustReencode: reason })).toMatchObject({ encodeReason: reason });
    expect(plan({}, { mustReencode: reason }).video[0]?.copied).toBe(false);
  });

  it('encodes what is turned or interlaced', () => {
    const request = { preset: 'auto', segmentSeconds: 2, copyAllowed: true, shed: 0, live: true } as const;
    const source = { video: hd, audio: aac };
    expect(planLadder({ ...request, source: { ...source, rotated: true } }).encodeReason?.code).toBe('source.rotated');
    const both = { ...source, rotated: true, interlaced: true };
    const gop = { code: 'ingest.gop-too-long', details: {} };
    expect(planLadder({ ...request, source: both, mustReencode: gop }).encodeReason?.code).toBe('source.interlaced');
  });

  it('rounds an odd size down', () => {
    expect(plan({ width: 854, height: 479 }).video[0]).toMatchObject({ name: '478p', width: 854, height: 478 });
  });

  it('halves the frame rate of small rungs only', () => {
    const fps = plan({ width: 1920, height: 1080, fps: 60 }).video.map((rung) => rung.fps);
    expect(fps).toEqual([null, null, 30, 30]);
  });

  it('sheds the largest encoded rung first and keeps one', () => {
    const hevc = { codec: 'hevc' };
    expect(names(plan({ width: 1920, height: 1080 }, { shed: 1 }))).toEqual(['1080p', '432p', '360p']);
    expect(names(plan({}, { shed: 9 }))).toEqual(['720p']);
    expect(names(plan(hevc, { shed: 1 }))).toEqual(['432p', '360p']);
    expect(names(plan(hevc, { shed: 9 }))).toEqual(['360p']);
  });

  it('spares the machine in economy', () => {
    expect(names(plan({ width: 1920, height: 1080 }, { preset: 'economy' }))).toEqual(['1080p', '540p', '360p']);
    const hevc = { width: 1920, height: 1080, codec: 'hevc' };
    expect(names(plan(hevc, { preset: 'economy' }))).toEqual(['720p', '360p']);
  });

  it('copies AAC-LC at 48 kHz only', () => {
    expect(plan({}).audio).toMatchObject({ copied: true, channels: 2, averageBitrate: 160_000 });
    const g711 = { codec: 'pcm_mulaw', sampleRate: 8000, channels: 1, bitrate: 64_000 };
    expect(plan({}, {}, g711).audio).toMatchObject({ copied: false, channels: 1, averageBitrate: 96_000 });
    expect(plan({}, {}, { ...aac, sampleRate: 44100 }).audio?.copied).toBe(false);
    expect(plan({}, {}, { ...aac, channels: 6 }).audio).toMatchObject({ copied: false, channels: 2 });
    expect(plan({}, {}, null).audio).toBeNull();
  });

  it('plans sound alone', () => {
    const source = { video: null, audio: aac };
    const ladder = planLadder({ source, preset: 'auto', segmentSeconds: 2, copyAllowed: true, shed: 0, live: true });
    expect(ladder.video).toEqual([]);
    expect(ladder.audio?.copied).toBe(true);
  });

  it('makes a sound ladder of any source', () => {
    const anyVideo = fc.record({
      codec: fc.constantFrom('h264', 'hevc', 'av1', 'vp9'),
      width: fc.integer({ min: 2, max: 8192 }),
      height: fc.integer({ min: 2, max: 8192 }),
      fps: fc.option(fc.double({ min: 1, max: 240, noNaN: true })),
      gopSeconds: fc.option(fc.double({ min: 0, max: 30, noNaN: true })),
      bitrate: fc.option(fc.integer({ min: 10_000, max: 200_000_000 })),
    });
    const request = fc.record({
      preset: fc.constantFrom<'auto' | 'economy'>('auto', 'economy'),
      copyAllowed: fc.boolean(),
      shed: fc.nat(6),
      live: fc.boolean(),
    });
    fc.assert(
      fc.property(anyVideo, request, (video, options) => {
        const ladder = plan(video, options);
        const rungs = ladder.video;
        expect(rungs.length).toBeGreaterThanOrEqual(1);
        expect(rungs.length).toBeLessThanOrEqual(4);
        expect(new Set(names(ladder)).size).toBe(rungs.length);
        for (const [index, rung] of rungs.entries()) {
          renditionNameSchema.parse(rung.name);
          expect(rung.width % 2).toBe(0);
          expect(rung.height % 2).toBe(0);
          expect(rung.width).toBeLessThanOrEqual(video.width);
          expect(rung.height).toBeLessThanOrEqual(video.height);
          const tolerance = 2 / Math.min(rung.width, rung.height);
          expect(Math.abs((rung.width * video.height) / (rung.height * video.width) - 1)).toBeLessThan(2.1 * tolerance);
          expect(rung.copied && index > 0).toBe(false);
          if (rung.maxBitrate !== null) expect(rung.maxBitrate).toBeGreaterThan(rung.averageBitrate);
          const above = rungs[index - 1];
          if (above !== undefined) expect(above.height).toBeGreaterThan(rung.height);
        }
        expect(rungs[0]?.copied === true).toBe(options.copyAllowed && ladder.encodeReason === null);
      }),
    );
  });
});
