import type { Reason, SourceInfo } from '../../../shared/domain.js';
import type { RelayLimits } from '../../../shared/relays.js';
import type { LadderPlan } from '../../transcode/plan.js';

export interface RelayFeedRequest {
  readonly limits: RelayLimits;
  /** What the encoder sends; null where there is none whose packets could be passed on (a camera, a file, the test). */
  readonly source: SourceInfo | null;
  readonly ladder: LadderPlan;
  /** Encoded rungs have keyframes at most this far apart, unless the top one is copied: then they have the source's. */
  readonly segmentSeconds: number;
  /** RelayConfig.feed: `auto`, `source`, or a rung's name. */
  readonly wish: string;
  /** RelayProgramme.readsEnhancedVideo. */
  readonly readsEnhancedVideo?: boolean;
}

/** A picture made for one relay alone. Bitrate in bits per second; null fps: as the source. */
export interface EncodedPicture {
  readonly width: number;
  readonly height: number;
  readonly fps: number | null;
  readonly videoBitrate: number;
  readonly keyframeSeconds: number;
}

/** An encode for one relay alone. Bitrates in bits per second. */
export interface RelayEncode {
  /** Null: copied as it comes, only the sound is made anew. */
  readonly picture: EncodedPicture | null;
  /** The rung that is read; null: the source, or the top rung where there is none that ffmpeg reads. */
  readonly input: string | null;
  readonly audioBitrate: number;
}

interface FedBySource {
  readonly kind: 'source';
  readonly bitrate: number | null;
  readonly reason: Reason | null;
  /** HEVC in the tags of its time before enhanced RTMP goes out in those of enhanced RTMP. */
  readonly isEnhanced: boolean;
}

export interface FedByRung {
  readonly kind: 'rendition';
  readonly name: string;
  readonly bitrate: number;
  readonly reason: Reason | null;
}

export interface FedByEncode extends RelayEncode {
  readonly kind: 'encode';
  /** Of the picture that goes out, copied or not. */
  readonly width: number;
  readonly height: number;
  readonly bitrate: number | null;
  readonly reason: Reason;
}

/**
 * What a relay shall be fed with. `reason`: why it is not the source, or, for a wish that was followed all the same, what
 * the service may not like of it. Bitrates in bits per second, sound included; null: not known.
 */
export type RelayFeedPlan = FedBySource | FedByRung | FedByEncode;
