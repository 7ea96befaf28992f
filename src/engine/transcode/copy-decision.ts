import type { SourceInfo } from '../../shared/domain.js';
import { keyframeSecondsFor, segmentSlackSeconds } from '../../shared/keyframes.js';
import type { ReasonCode } from '../../shared/reasons.js';
import { tableBitrate } from './ladder-table.js';
import type { LadderPlan } from './plan.js';

type VideoSource = NonNullable<SourceInfo['video']>;
type EncodeReason = NonNullable<LadderPlan['encodeReason']>;

/** A GOP below this is (nearly) all key frames: the rungs below, whose IDRs follow the copied one's, would be, too. */
const shortestGopSeconds = 0.2;
/** A source may spend so many times the table's bitrate, or this much in any case, before viewers' lines come first. */
const bitrateFactor = 3;
const bitrateAlwaysFine = 8_000_000;

/**
 * Why the source's pictures cannot be passed on untouched as the top rung; null when they can. What is not known is taken
 * to be fine: a GOP that turns out too long is seen at its first segment, and the broadcast starts again with encoding.
 */
export function whyNotCopied(video: VideoSource, segmentSeconds: number): EncodeReason | null {
  if (video.codec.toLowerCase() !== 'h264') return reason('source.codec-not-copied', { codec: video.codec });
  const pixelFormat = video.pixelFormat?.toLowerCase() ?? null;
  if (pixelFormat !== null && pixelFormat !== 'yuv420p' && pixelFormat !== 'yuvj420p') {
    return reason('source.pixel-format-not-copied', { pixelFormat });
  }
  if (video.profile !== null && !isPlayedEverywhere(video.profile)) {
    return reason('source.pixel-format-not-copied', { pixelFormat: video.profile });
  }
  if (video.width % 2 !== 0 || video.height % 2 !== 0) {
    return reason('source.odd-size', { width: video.width, height: video.height });
  }
  const gop = video.gopSeconds;
  if (gop !== null && gop > segmentSeconds + segmentSlackSeconds(segmentSeconds)) {
    return reason('ingest.gop-too-long', { gopSeconds: gop, keyframeSeconds: keyframeSecondsFor(segmentSeconds) });
  }
  if (gop !== null && gop < shortestGopSeconds) return reason('source.gop-too-short', { gopSeconds: gop });
  const limit = Math.max(bitrateFactor * tableBitrate(video.width, video.height, video.fps), bitrateAlwaysFine);
  if (video.bitrate !== null && video.bitrate > limit) {
    return reason('source.bitrate-too-high', { bitrate: video.bitrate, limit });
  }
  return null;
}

/** Baseline, Main and High, constrained or not; the High 10, 4:2:2, 4:4:4 and CAVLC families play in few browsers. */
function isPlayedEverywhere(profile: string): boolean {
  return /^((constrained )?(baseline|high)|main|progressive high)$/i.test(profile.trim());
}

function reason(code: ReasonCode, details: Record<string, string | number>): EncodeReason {
  return { code, details };
}
