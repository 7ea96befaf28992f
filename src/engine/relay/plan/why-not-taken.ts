import type { Reason } from '../../../shared/domain.js';
import type { RelayLimits } from '../../../shared/relays.js';
import type { ReasonCode } from '../../../shared/reasons.js';

/** What could be sent to a service. Null: not there, or not known. Bitrates in bits per second. */
export interface RelayStream {
  readonly video: {
    readonly codec: string;
    readonly width: number;
    readonly height: number;
    readonly fps: number | null;
    readonly gopSeconds: number | null;
    readonly bitrate: number | null;
  } | null;
  readonly audio: { readonly codec: string; readonly bitrate: number | null } | null;
}

/** An encoder that was told a service's limit measures a little more than that. */
const bitrateTolerance = 1.1;
/** A frame more or less: encoders place keyframes at whole frames. */
const keyframeToleranceSeconds = 0.5;
const fpsTolerance = 1;

/** Why a service would not take a stream as it is, the weightiest first; null when it would, as far as is known. */
export function whyNotTaken({ video, audio }: RelayStream, limits: RelayLimits): Reason | null {
  if (audio !== null && !limits.audioCodecs.includes(audio.codec.toLowerCase())) {
    return reason('relay.codec-not-taken', { codec: audio.codec });
  }
  if (audio !== null && isAbove(audio.bitrate, limits.audioBitrate, bitrateTolerance)) {
    return reason('relay.sound-bitrate-too-high', { bitrate: audio.bitrate, limit: limits.audioBitrate });
  }
  if (video === null) return null;
  if (!limits.videoCodecs.includes(video.codec.toLowerCase())) {
    return reason('relay.codec-not-taken', { codec: video.codec });
  }
  const side = Math.min(video.width, video.height);
  if (limits.maxHeight !== null && side > limits.maxHeight) {
    return reason('relay.picture-too-large', { height: side, limit: limits.maxHeight });
  }
  if (isAbove(video.bitrate, limits.videoBitrate, bitrateTolerance)) {
    return reason('relay.bitrate-too-high', { bitrate: video.bitrate, limit: limits.videoBitrate });
  }
  if (limits.maxFps !== null && video.fps !== null && video.fps > limits.maxFps + fpsTolerance) {
    return reason('relay.too-many-frames', { fps: video.fps, limit: limits.maxFps });
  }
  const { keyframeSeconds } = limits;
  if (
    keyframeSeconds !== null &&
    video.gopSeconds !== null &&
    video.gopSeconds > keyframeSeconds + keyframeToleranceSeconds
  ) {
    return reason('relay.keyframes-too-far', { gopSeconds: video.gopSeconds, limit: keyframeSeconds });
  }
  return null;
}

function isAbove(value: number | null, limit: number | null, tolerance: number): boolean {
  return value !== null && limit !== null && value > limit * tolerance;
}

function reason(code: ReasonCode, details: Reason['details']): Reason {
  return { code, details };
}
