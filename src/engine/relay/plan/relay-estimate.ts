import type { Programme, SourceInfo } from '../../../shared/domain.js';
import { latencyProfiles } from '../../../shared/latency-profiles.js';
import type { NextRelay, RelayFeed } from '../../../shared/relays.js';
import type { PublicSettings } from '../../../shared/settings.js';
import { tableBitrate } from '../../transcode/ladder-table.js';
import { planLadder } from '../../transcode/plan-ladder.js';
import { servicePreset } from '../presets/service-presets.js';
import type { RelayRow } from '../relay-table.js';
import { carriedLimits } from './carried-limits.js';
import { planRelayFeed, type RelayFeedPlan } from './plan-relay-feed.js';

/** What most encoders send: Apple's table says 6 Mbit/s for it. */
const assumedSource: SourceInfo = {
  video: {
    codec: 'h264',
    profile: 'High',
    pixelFormat: 'yuv420p',
    width: 1920,
    height: 1080,
    fps: 30,
    gopSeconds: 2,
    bitrate: 6_000_000,
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: 160_000 },
};

/** What is known of a broadcast before its programme is there. */
export interface NextShow {
  /** Only an encoder's own packets can be passed on. */
  readonly programme: Programme['kind'];
  /** Null: nothing like it was seen yet, so one is assumed. */
  readonly source: SourceInfo | null;
  readonly stream: Pick<PublicSettings['stream'], 'ladder' | 'latency'>;
  /** RelayProgramme.readsEnhancedVideo. */
  readonly readsEnhancedVideo: boolean;
}

/** What relays will be fed with and take, as far as can be said before the programme is there; bits per second. */
export function estimateRelays(relays: readonly RelayRow[], show: NextShow): NextRelay[] {
  const { programme, stream, readsEnhancedVideo } = show;
  const source = show.source ?? assumedSource;
  const { segmentSeconds } = latencyProfiles[stream.latency];
  const ladder = planLadder({ source, preset: stream.ladder, segmentSeconds, copyAllowed: true, shed: 0, live: true });
  return relays.map(({ id, config }) => {
    const limits = carriedLimits(config.service, servicePreset(config.service).limits, readsEnhancedVideo);
    const passedOn = programme === 'encoder' ? source : null;
    const plan = planRelayFeed({
      limits,
      source: passedOn,
      ladder,
      segmentSeconds,
      wish: config.feed,
      readsEnhancedVideo,
    });
    const feed = feedOfPlan(plan);
    return {
      relayId: id,
      feed: { ...feed, bitrate: feed.bitrate ?? usualBitrate(source) },
      isAssumed: show.source === null,
    };
  });
}

/** A plan as the studio shows it. */
export function feedOfPlan(plan: RelayFeedPlan): RelayFeed {
  const { kind, bitrate, reason } = plan;
  if (kind === 'source') return { kind, name: 'source', bitrate, reason };
  if (kind === 'rendition') return { kind, name: plan.name, bitrate, reason };
  const name = `${Math.min(plan.width, plan.height)}p`;
  return { kind, name, bitrate, reason, ...(plan.picture === null && { isPictureCopied: true }) };
}

/** Not every encoder tells its bitrate. */
function usualBitrate({ video, audio }: SourceInfo): number {
  const picture = video === null ? 0 : (video.bitrate ?? tableBitrate(video.width, video.height, video.fps));
  return picture + (audio?.bitrate ?? 0);
}
