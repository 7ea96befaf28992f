import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceInfo } from '../../../shared/domain.js';
import type { RelayLimits } from '../../../shared/relays.js';
import { planLadder } from '../../transcode/plan-ladder.js';
import { servicePreset, servicePresets } from '../presets/service-presets.js';
import { carriedLimits } from './carried-limits.js';
import { planRelayFeed, planWithoutEncode, type RelayFeedPlan, type RelayFeedRequest } from './plan-relay-feed.js';
import { uplinkBudget } from './uplink-budget.js';

type Video = NonNullable<SourceInfo['video']>;
const picture = (more: Partial<Video> = {}): Video => ({
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  width: 1920,
  height: 1080,
  fps: 30,
  gopSeconds: 2,
  bitrate: 5_000_000,
  ...more,
});
const source = (more: Partial<Video> = {}, audio: Partial<NonNullable<SourceInfo['audio']>> = {}): SourceInfo => ({
  video: picture(more),
  audio: { codec: 'aac', sampleRate: 48000, channels: 2, bitrate: 160_000, ...audio },
});
function plan(
  info: SourceInfo,
  limits: RelayLimits = servicePreset('twitch').limits,
  more: Partial<RelayFeedRequest> = {},
): RelayFeedPlan {
  const ladder = planLadder({
    source: info,
    preset: 'auto',
    segmentSeconds: 2,
    copyAllowed: true,
    shed: 0,
    live: true,
  });
  return planRelayFeed({ limits, source: info, ladder, segmentSeconds: 2, wish: 'auto', ...more });
}

describe('planRelayFeed', () => {
  it('passes the source on where the service takes it', () => {
    expect(plan(source())).toEqual({ kind: 'source', bitrate: 5_160_000, reason: null, isEnhanced: false });
    // an encoder that was told 6000 sends a little more now and then
    expect(plan(source({ bitrate: 6_300_000 }))).toMatchObject({ kind: 'source' });
    expect(plan(source({ codec: 'hevc' }), servicePreset('youtube').limits)).toMatchObject({ kind: 'source' });
  });

  it('takes the best rung that the service takes, and says why', () => {
    expect(plan(source({ bitrate: 9_000_000 }))).toMatchObject({
      kind: 'rendition',
      name: '720p',
      reason: { code: 'relay.bitrate-too-high', details: { bitrate: 9_000_000, limit: 6_000_000 } },
    });
    expect(plan(source({ codec: 'hevc' }))).toMatchObject({
      kind: 'rendition',
      name: '1080p',
      reason: { code: 'relay.codec-not-taken', details: { codec: 'hevc' } },
    });
    expect(plan(source({ width: 3840, height: 2160, bitrate: 12_000_000 }))).toMatchObject({
      kind: 'rendition',
      name: '1080p',
      reason: { code: 'relay.picture-too-large' },
    });
    // the picture is copied, the sound is the ladder's
    expect(plan(source({}, { codec: 'opus' }))).toMatchObject({ kind: 'rendition', name: '1080p' });
  });

  it('encodes for the relay alone where no rung will do', () => {
    // the ladder follows the source's keyframes, which are fine for its segments and too far apart here
    const far = source({ gopSeconds: 4 });
    const ladder = planLadder({
      source: far,
      preset: 'auto',
      segmentSeconds: 4,
      copyAllowed: true,
      shed: 0,
      live: true,
    });
    expect(plan(far, servicePreset('twitch').limits, { ladder, segmentSeconds: 4 })).toMatchObject({
      kind: 'encode',
      width: 1920,
      height: 1080,
      picture: { width: 1920, height: 1080, keyframeSeconds: 2, videoBitrate: 6_000_000 },
      audioBitrate: 160_000,
      reason: { code: 'relay.keyframes-too-far', details: { gopSeconds: 4, limit: 2 } },
    });
  });

  it('makes only the sound anew where the picture is fine', () => {
    const { limits } = servicePreset('linkedin');
    expect(plan(source(), limits)).toMatchObject({
      kind: 'encode',
      picture: null,
      input: null,
      width: 1920,
      height: 1080,
      audioBitrate: 128_000,
      bitrate: 5_128_000,
      reason: { code: 'relay.sound-bitrate-too-high', details: { bitrate: 160_000, limit: 128_000 } },
    });
    // of a picture that no service takes, a rung that it takes
    expect(plan(source({ bitrate: 9_000_000 }), limits)).toMatchObject({ picture: null, input: '720p' });
    // a file's sound is that of its ladder
    expect(plan(source(), limits, { source: null })).toMatchObject({ picture: null, input: '1080p' });
    // where the ladder's top has the picture and sound that is taken, that costs nothing at all
    const other = source({}, { sampleRate: 44_100, bitrate: 256_000 });
    expect(plan(other, limits)).toMatchObject({ kind: 'rendition', name: '1080p' });
    // not with what ffmpeg cannot read
    const unread = source({ codec: 'hevc' }, { codec: 'opus' });
    expect(plan(unread, { ...limits, videoCodecs: ['hevc'] })).toMatchObject({ kind: 'encode', input: null });
  });

  it('encodes rather than send a rung that is far smaller than it has to be', () => {
    const far = source({ bitrate: 9_000_000 });
    const { limits } = servicePreset('twitch');
    const economy = {
      source: far,
      preset: 'economy',
      segmentSeconds: 2,
      copyAllowed: true,
      shed: 0,
      live: true,
    } as const;
    expect(plan(far, limits, { ladder: planLadder(economy) })).toMatchObject({
      kind: 'encode',
      picture: { width: 1920, height: 1080, videoBitrate: 6_000_000 },
    });
    // a service with little bitrate gets a picture that is good for it
    const little = { ...limits, videoBitrate: 1_200_000 };
    expect(plan(far, little, { ladder: planLadder(economy) })).toMatchObject({ kind: 'rendition', name: '360p' });
    expect(
      plan(far, little, { ladder: { ...planLadder(economy), video: planLadder(economy).video.slice(0, 1) } }),
    ).toMatchObject({
      kind: 'encode',
      picture: { height: 432, videoBitrate: 1_100_000 },
    });
    // without one: the best that there is, if any
    const reason = { code: 'relay.encode-failing', details: {} };
    const request = { source: far, limits, segmentSeconds: 2, wish: 'auto' };
    expect(planWithoutEncode({ ...request, ladder: planLadder(economy) }, reason)).toMatchObject({
      name: '540p',
      reason,
    });
    const long = { ...limits, keyframeSeconds: 1 };
    expect(planWithoutEncode({ ...request, limits: long, ladder: planLadder(economy) }, reason)).toBeNull();
  });

  it('sends HEVC by SRT only through an ffmpeg that carries it, and as enhanced RTMP wherever it goes', () => {
    const { limits } = servicePreset('srt');
    const hevc = source({ codec: 'hevc' });
    expect(plan(hevc, carriedLimits('srt', limits, true))).toMatchObject({ kind: 'source', isEnhanced: true });
    expect(plan(hevc, carriedLimits('srt', limits, false))).toMatchObject({
      kind: 'rendition',
      name: '1080p',
      reason: { code: 'relay.codec-not-taken', details: { codec: 'hevc' } },
    });
    const youtube = servicePreset('youtube').limits;
    expect(plan(hevc, carriedLimits('youtube', youtube, false))).toMatchObject({ kind: 'source', isEnhanced: true });
    // who wants the encoder's own packets at a server of their own gets those
    expect(plan(hevc, servicePreset('rtmp').limits, { wish: 'source' })).toMatchObject({ isEnhanced: false });
  });

  it('follows what was measured of a source that is copied', () => {
    const unknown = source({ bitrate: null, gopSeconds: null });
    const ladder = planLadder({
      ...{ source: unknown, preset: 'auto', segmentSeconds: 2, copyAllowed: true, shed: 0, live: true },
    });
    expect(plan(unknown, undefined, { ladder })).toMatchObject({ kind: 'source', bitrate: null });
    // the rung that is the source's own picture is too much as well, whatever the ladder took it for
    expect(plan(source({ bitrate: 9_000_000, gopSeconds: null }), undefined, { ladder })).toMatchObject({
      name: '720p',
    });
    expect(plan(source({ bitrate: null, gopSeconds: 8 }), undefined, { ladder })).toMatchObject({
      kind: 'encode',
      reason: { code: 'relay.keyframes-too-far', details: { gopSeconds: 8, limit: 2 } },
    });
  });

  it('follows a wish, and says what the service may not like of it', () => {
    expect(plan(source({ bitrate: 9_000_000 }), undefined, { wish: 'source' })).toMatchObject({
      kind: 'source',
      reason: { code: 'relay.bitrate-too-high' },
    });
    expect(plan(source(), undefined, { wish: '360p' })).toMatchObject({
      kind: 'rendition',
      name: '360p',
      reason: null,
    });
    expect(plan(source(), undefined, { wish: '540p' })).toMatchObject({
      kind: 'source',
      reason: { code: 'relay.rung-not-there', details: { rendition: '540p' } },
    });
  });

  it('feeds a camera or a file from the ladder, and sound alone too', () => {
    expect(plan(source(), undefined, { source: null })).toMatchObject({
      kind: 'rendition',
      name: '1080p',
      reason: null,
    });
    const radio: SourceInfo = { ...source(), video: null };
    expect(plan(radio, undefined, { source: null })).toMatchObject({ kind: 'rendition', name: 'audio' });
    expect(plan(radio)).toMatchObject({ kind: 'source' });
  });

  it('keeps every plan by itself within what the service takes, whatever comes in', () => {
    const info = fc.record({
      codec: fc.constantFrom('h264', 'hevc', 'av1'),
      width: fc.integer({ min: 64, max: 2048 }).map((half) => half * 2),
      height: fc.integer({ min: 64, max: 2048 }).map((half) => half * 2),
      fps: fc.constantFrom(null, 25, 30, 50, 59.94, 60, 120),
      gopSeconds: fc.constantFrom(null, 0.5, 1, 2, 3.9, 8.3),
      bitrate: fc.option(fc.integer({ min: 100_000, max: 80_000_000 })),
    });
    const sound = fc.constantFrom('aac', 'opus', 'mp3');
    fc.assert(
      fc.property(
        info,
        sound,
        fc.constantFrom(...servicePresets()),
        fc.boolean(),
        (video, codec, { limits }, isTapped) => {
          const made = source(video, { codec });
          const found = plan(made, limits, isTapped ? {} : { source: null });
          expect(found.reason === null || found.kind !== 'source').toBe(true);
          if (!isTapped) expect(found.kind).not.toBe('source');
          if (found.kind === 'encode') {
            expect(found.audioBitrate).toBeLessThanOrEqual(limits.audioBitrate ?? Infinity);
          }
          if (found.kind === 'encode' && found.picture !== null) {
            const { width, height, videoBitrate, fps, keyframeSeconds } = found.picture;
            expect((width % 2) + (height % 2)).toBe(0);
            expect(Math.min(width, height)).toBeLessThanOrEqual(limits.maxHeight ?? Infinity);
            expect(videoBitrate).toBeLessThanOrEqual(limits.videoBitrate ?? Infinity);
            expect(fps ?? 0).toBeLessThanOrEqual(limits.maxFps ?? Infinity);
            expect(keyframeSeconds).toBeLessThanOrEqual(limits.keyframeSeconds ?? Infinity);
          }
          if (found.kind === 'source') expect(limits.videoCodecs).toContain(video.codec);
        },
      ),
    );
  });
});

describe('uplinkBudget', () => {
  it('adds up ladder and relays and says whether the line carries them', () => {
    const relays = [
      { relayId: 'a', bitrate: 5_000_000 },
      { relayId: 'b', bitrate: 3_000_000 },
    ];
    const need = { ladderBitsPerSecond: 9_000_000, relays };
    expect(uplinkBudget({ ...need, uplinkBitsPerSecond: null })).toMatchObject({
      needed: 17_240_000,
      fits: null,
      reason: null,
    });
    expect(uplinkBudget({ ...need, uplinkBitsPerSecond: 25_000_000 })).toMatchObject({
      fits: true,
      usable: 20_000_000,
    });
    expect(uplinkBudget({ ...need, uplinkBitsPerSecond: 20_000_000 })).toMatchObject({
      fits: false,
      reason: { code: 'relay.uplink-short', details: { needed: 17_240_000, usable: 16_000_000 } },
    });
    expect(uplinkBudget({ ...need, relays: [{ relayId: 'a', bitrate: null }], uplinkBitsPerSecond: 1 })).toMatchObject({
      isComplete: false,
    });
  });

  it('needs no less for one relay more', () => {
    const bitrate = fc.option(fc.integer({ min: 0, max: 50_000_000 }));
    fc.assert(
      fc.property(fc.array(bitrate, { maxLength: 8 }), bitrate, (list, more) => {
        const relays = list.map((each, index) => ({ relayId: String(index), bitrate: each }));
        const before = uplinkBudget({ ladderBitsPerSecond: 1, relays, uplinkBitsPerSecond: 1e7 });
        const after = uplinkBudget({
          ladderBitsPerSecond: 1,
          relays: [...relays, { relayId: 'one more', bitrate: more }],
          uplinkBitsPerSecond: 1e7,
        });
        expect(after.needed).toBeGreaterThanOrEqual(before.needed);
        expect(before.fits === false && after.fits === true).toBe(false);
      }),
    );
  });
});
