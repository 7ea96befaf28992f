import { ErrorDetails, ErrorTypes } from 'hls.js';
import { describe, expect, it } from 'vitest';
import { FailureLog } from './failure-log.js';
import { hlsConfig, startEstimate } from './hls-config.js';
import { hlsFailure } from './hls-failure.js';
import { qualityNames } from './quality-names.js';

describe('qualityNames', () => {
  const rung = (id: number, width: number, height: number, fps: number | null, bandwidth: number) => ({
    id,
    width,
    height,
    fps,
    bandwidth,
  });

  it('names rungs as viewers do', () => {
    const names = qualityNames([
      rung(3, 1920, 1080, 60, 6e6),
      rung(2, 1280, 720, 30, 3e6),
      rung(1, 404, 720, 25, 1e6),
      rung(0, 0, 0, null, 365_000),
    ]);
    expect([...names.values()]).toEqual(['1080p60', '720p', '404p', '365 kb/s']);
    expect(names.get(3)).toBe('1080p60');
  });

  it('tells twins apart', () => {
    const names = qualityNames([rung(1, 1280, 720, 30, 4.5e6), rung(0, 1280, 720, 30, 2.8e6)]);
    expect([...names.values()]).toEqual(['720p · 4.5 Mb/s', '720p · 2.8 Mb/s']);
  });
});

describe('hlsFailure', () => {
  it.each([
    [ErrorTypes.NETWORK_ERROR, ErrorDetails.MANIFEST_LOAD_ERROR, 404, 'network', 'master', 404],
    [ErrorTypes.NETWORK_ERROR, ErrorDetails.AUDIO_TRACK_LOAD_ERROR, 503, 'network', 'playlist', 503],
    [ErrorTypes.NETWORK_ERROR, ErrorDetails.FRAG_LOAD_TIMEOUT, undefined, 'network', 'segment', 0],
    [ErrorTypes.NETWORK_ERROR, ErrorDetails.LEVEL_EMPTY_ERROR, undefined, 'network', 'playlist', 404],
    [ErrorTypes.MEDIA_ERROR, ErrorDetails.BUFFER_APPEND_ERROR, undefined, 'media', 'none', 0],
    [ErrorTypes.MEDIA_ERROR, ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR, undefined, 'unsupported', 'none', 0],
    [ErrorTypes.OTHER_ERROR, ErrorDetails.INTERNAL_EXCEPTION, undefined, 'other', 'none', 0],
  ])('reads %s %s', (type, details, code, kind, what, status) => {
    const response = code === undefined ? undefined : { code };
    expect(hlsFailure({ type, details, response })).toEqual({ kind, what, status });
  });
});

describe('FailureLog', () => {
  it('counts until things go well, or long ago', () => {
    const log = new FailureLog();
    const network = { kind: 'network', what: 'segment', status: 0 } as const;
    const media = { kind: 'media', what: 'none', status: 0 } as const;
    log.note(network, 0);
    expect(log.note(network, 1)).toEqual({ network: 2, media: 0 });
    log.delivered();
    expect(log.note(media, 2)).toEqual({ network: 0, media: 1 });
    expect(log.note(media, 3).media).toBe(2);
    expect(log.note(media, 70_000).media).toBe(1);
  });
});

describe('startEstimate', () => {
  it('listens to the browser, within reason', () => {
    expect(startEstimate({})).toBe(2_500_000);
    expect(startEstimate({ saveData: true, downlinkMbps: 10 })).toBe(500_000);
    expect(startEstimate({ downlinkMbps: 0.1 })).toBe(400_000);
    expect(startEstimate({ downlinkMbps: 10 })).toBe(7_000_000);
  });
});

describe('hlsConfig', () => {
  it('leaves it to an origin how far behind it is played, and knows it at the edge of a bucket', () => {
    const listed = hlsConfig(-1, {});
    // hls.js gives either of them precedence over PART-HOLD-BACK
    expect([listed.liveSyncDuration, listed.liveSyncDurationCount]).toEqual([undefined, undefined]);
    const edge = { segmentSeconds: 0.5, reserveSeconds: 0.3, mostReserveSeconds: 4 };
    expect(hlsConfig(-1, {}, edge)).toMatchObject({ liveSyncDuration: 0.8, maxLiveSyncPlaybackRate: 1 });
  });
});
