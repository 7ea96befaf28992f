import type { HlsConfig, LoadPolicy } from 'hls.js';
import type { EdgeOptions, PlaybackOptions } from './playback.js';

/** What is known of the viewer's line before the first byte. */
export interface LineHint {
  /** Mb/s as the browser estimates it (Network Information API), undefined where it does not. */
  readonly downlinkMbps?: number | undefined;
  readonly saveData?: boolean | undefined;
}

const defaultEstimate = 2_500_000;

/** Bits per second to choose the first rung by: no test fragment, no slide show on a good line. */
export function startEstimate(hint: LineHint): number {
  if (hint.saveData === true) return 500_000;
  if (hint.downlinkMbps === undefined || !(hint.downlinkMbps > 0)) return defaultEstimate;
  return Math.min(8_000_000, Math.max(400_000, hint.downlinkMbps * 1_000_000 * 0.7));
}

/** Short tries that bridge a hiccup; what lasts longer is decided in watch/recovery.ts. */
function tries(maxNumRetry: number, maxLoadTimeMs: number): LoadPolicy {
  const retry = { maxNumRetry, retryDelayMs: 500, maxRetryDelayMs: 4_000, backoff: 'exponential' as const };
  return { default: { maxTimeToFirstByteMs: 8_000, maxLoadTimeMs, timeoutRetry: retry, errorRetry: retry } };
}

/**
 * So many segments behind the edge: with 2 s segments a new one is seen at most about 2 s after it is there. For playlists that
 * do not say themselves how far that should be (PART-HOLD-BACK): hls.js gives what it is constructed with precedence over them, so this is
 * set afterwards.
 */
export const segmentsBehind = 2;
/** hls.js adds up to one segment more for a viewer whose line stalls at this distance. */
const listedPace = { liveSyncOnStallIncrease: 1, maxLiveSyncPlaybackRate: 1.08 };

/** At the live edge the pace is kept by edge/pace-keeper.ts: hls.js would not hurry with less than a second ahead. */
const edgePace = ({ segmentSeconds, reserveSeconds }: EdgeOptions): Partial<HlsConfig> => ({
  liveSyncDuration: segmentSeconds + reserveSeconds,
  liveSyncOnStallIncrease: 0,
  maxLiveSyncPlaybackRate: 1,
});

/** hls.js' settings. `startPosition` in seconds, -1: the live position (of a recording: 0). */
export function hlsConfig(startPosition: number, hint: LineHint, edge: EdgeOptions | null = null): Partial<HlsConfig> {
  return {
    startPosition,
    // fMP4 needs no transmuxing worth a worker, and the page's content security policy stays without `worker-src`.
    enableWorker: false,
    ...(edge === null ? listedPace : edgePace(edge)),
    // lowLatencyMode is what lets hls.js catch up; without parts in the playlist it does nothing else.
    lowLatencyMode: true,
    backBufferLength: 60,
    maxBufferLength: 20,
    maxMaxBufferLength: 60,
    capLevelToPlayerSize: true,
    testBandwidth: false,
    abrEwmaDefaultEstimate: startEstimate(hint),
    abrEwmaDefaultEstimateMax: 8_000_000,
    manifestLoadPolicy: tries(1, 15_000),
    playlistLoadPolicy: tries(3, 15_000),
    fragLoadPolicy: tries(4, 40_000),
  };
}

const soonAfterStartSeconds = 0.1;

/**
 * Where hls.js begins, seconds of the broadcast; -1: live. In a history that still grows it takes what lies before the list's first picture
 * for live, and that picture may be shown a little after 0.
 */
export function startPosition({ mode, startAt }: Pick<PlaybackOptions, 'mode' | 'startAt'>): number {
  if (mode === 'live') return -1;
  return Math.max(startAt ?? 0, mode === 'history' ? soonAfterStartSeconds : 0);
}
