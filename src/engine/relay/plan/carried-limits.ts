import type { RelayService } from '../../../shared/relay-url.js';
import type { RelayLimits } from '../../../shared/relays.js';

/**
 * A service's limits as far as our side can send them: by SRT everything goes through ffmpeg, which reads enhanced RTMP's
 * pictures, HEVC among them, from 6.1 on (srt/carried.ts).
 */
export function carriedLimits(service: RelayService, limits: RelayLimits, readsEnhancedVideo: boolean): RelayLimits {
  if (service !== 'srt' || readsEnhancedVideo) return limits;
  return { ...limits, videoCodecs: limits.videoCodecs.filter((codec) => codec === 'h264') };
}
