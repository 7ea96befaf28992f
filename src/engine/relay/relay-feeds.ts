import type { SourceInfo } from '../../shared/domain.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { RelayFeedPlan } from './plan/relay-feed-plan.js';

/** What a broadcast has to send on: one stay of its source, with the ladder that is made of it. */
export interface RelayProgramme {
  readonly broadcastId: string;
  /** What the encoder sends; null where there is none whose packets could be passed on (a camera, a file, the test). */
  readonly source: SourceInfo | null;
  /** Counts the stays of sources. */
  readonly stay?: number;
  /** The ffmpeg in use reads HEVC and AV1 as RTMP carries them. Absent: it does not. */
  readonly readsEnhancedVideo?: boolean;
  readonly ladder: LadderPlan;
  readonly segmentSeconds: number;
}

/** Who makes the feeds of relays. Relays with the same plan share one. */
export interface RelayFeeds {
  /** The id of the feed that carries the plan out from now on, in place of the one that the relay had. */
  want(relayId: string, plan: RelayFeedPlan): string;
  /** The relay needs none any more. */
  release(relayId: string): void;
  /** Pictures that were left out before the relay's feed had any: an encode of its own did not keep up. */
  droppedFrames(relayId: string): number;
}
