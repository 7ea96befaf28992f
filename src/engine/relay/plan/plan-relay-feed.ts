import type { Reason } from '../../../shared/domain.js';
import type { LadderPlan, VideoRungPlan } from '../../transcode/plan.js';
import { encodedPicture, soundEncode, wholeEncode } from './plan-encode.js';
import type { FedByRung, RelayFeedPlan, RelayFeedRequest } from './relay-feed-plan.js';
import { bitrateOf, rungStream } from './relay-streams.js';
import { whyNotTaken } from './why-not-taken.js';

export type { RelayFeedPlan, RelayFeedRequest } from './relay-feed-plan.js';

/** A rung with less than this of the short side that an encode could have is not worth the work it saves. */
const leastRungShare = 2 / 3;

/**
 * Plans a relay's feed: the source as it is where the service takes it; else a rung of the ladder that holds the source's own
 * picture; else a picture that it takes with sound made anew; else the best rung, unless that is far smaller than what service
 * and source allow; else an encode within its limits. A wish for the source or for a rung that is there is followed, and told
 * what is wrong with it. What is not known of a source counts as taken.
 */
export function planRelayFeed(request: RelayFeedRequest): RelayFeedPlan {
  const { source, ladder, limits, wish } = request;
  const reason = source === null ? null : whyNotTaken(source, limits);
  if (wish !== 'auto' && wish !== 'source') {
    const rung = ladder.video.find(({ name }) => name === wish);
    if (rung !== undefined) return asRendition(rung, ladder, whyNotTaken(rungStream(rung, request), limits));
    const missing: Reason = { code: 'relay.rung-not-there', details: { rendition: wish } };
    const plan = planRelayFeed({ ...request, wish: 'auto' });
    return { ...plan, reason: missing };
  }
  if (source !== null && (wish === 'source' || reason === null)) return asSource(request, reason);
  const top = ladder.video[0];
  if (top === undefined) return soundAlone(request, reason);
  const rung = bestRung(request);
  if (rung?.copied === true) return asRendition(rung, ladder, reason);
  const withOtherSound = soundEncode(request, reason);
  const isSourcesPicture = withOtherSound !== null && [null, top.name].includes(withOtherSound.input);
  if (isSourcesPicture) return withOtherSound;
  if (rung !== null && isLargeEnough(rung, top, request)) return asRendition(rung, ladder, reason);
  const beside = ladder.video.find(({ name }) => name === withOtherSound?.input);
  if (withOtherSound !== null && beside !== undefined && isLargeEnough(beside, top, request)) return withOtherSound;
  const why = reason ?? whyNotTaken(rungStream(top, request), limits);
  return wholeEncode(top, request, why ?? { code: 'relay.codec-not-taken', details: {} });
}

/** The best that there is where no encode can be had; null when the service takes none of the ladder. */
export function planWithoutEncode(request: RelayFeedRequest, reason: Reason): FedByRung | null {
  const rung = bestRung(request);
  return rung === null ? null : asRendition(rung, request.ladder, reason);
}

/** The larger ones come first. */
function bestRung(request: RelayFeedRequest): VideoRungPlan | null {
  const { ladder, limits } = request;
  return ladder.video.find((rung) => whyNotTaken(rungStream(rung, request), limits) === null) ?? null;
}

function isLargeEnough(rung: VideoRungPlan, top: VideoRungPlan, request: RelayFeedRequest): boolean {
  const possible = encodedPicture(top, request);
  return Math.min(rung.width, rung.height) >= leastRungShare * Math.min(possible.width, possible.height);
}

/** A service that takes HEVC takes it by enhanced RTMP. */
function asSource({ source, limits }: RelayFeedRequest, reason: Reason | null): RelayFeedPlan {
  const isEnhanced = source?.video?.codec.toLowerCase() === 'hevc' && limits.videoCodecs.includes('hevc');
  return { kind: 'source', bitrate: source === null ? null : bitrateOf(source), reason, isEnhanced };
}

function asRendition(rung: VideoRungPlan, ladder: LadderPlan, reason: Reason | null): FedByRung {
  const bitrate = rung.averageBitrate + (ladder.audio?.averageBitrate ?? 0);
  return { kind: 'rendition', name: rung.name, bitrate, reason };
}

/** A programme without a picture: its sound, whatever the service says. */
function soundAlone(request: RelayFeedRequest, reason: Reason | null): RelayFeedPlan {
  const { audio } = request.ladder;
  if (audio === null) return asSource(request, reason);
  return { kind: 'rendition', name: audio.name, bitrate: audio.averageBitrate, reason };
}
