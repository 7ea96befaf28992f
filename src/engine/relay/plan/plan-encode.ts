import type { Reason } from '../../../shared/domain.js';
import { ladderTable, tableBitrate } from '../../transcode/ladder-table.js';
import type { VideoRungPlan } from '../../transcode/plan.js';
import { rungSize } from '../../transcode/rung-size.js';
import type { EncodedPicture, FedByEncode, RelayFeedRequest } from './relay-feed-plan.js';
import { bitrateOf, isReadByFfmpeg, rungStream } from './relay-streams.js';
import { whyNotTaken, type RelayStream } from './why-not-taken.js';

const defaultAudioBitrate = 160_000;
const defaultKeyframeSeconds = 2;
/** A picture with less of the table's bitrate than this is better a smaller one. */
const leastShare = 2 / 3;

/**
 * The picture of an encode within a service's limits: as large as what it is made of, as the service takes, and as the
 * service's bitrate is good for.
 */
export function encodedPicture(top: VideoRungPlan, request: RelayFeedRequest): EncodedPicture {
  const { limits } = request;
  const { width, height, fps: fpsOfInput } = inputOf(top, request);
  const fps = fewerFps(fpsOfInput, limits.maxFps);
  const limit = limits.videoBitrate ?? Infinity;
  const largest = Math.min(width, height, limits.maxHeight ?? Infinity);
  const sides = [largest, ...ladderTable.map((step) => step.height).filter((side) => side < largest)];
  const sizes = sides.map((side) => rungSize({ width, height }, side));
  const bitrateAt = (size: { width: number; height: number }): number =>
    tableBitrate(size.width, size.height, fps ?? fpsOfInput);
  const fits = sizes.find((size) => bitrateAt(size) * leastShare <= limit);
  const size = fits ?? sizes.at(-1) ?? { width, height };
  return {
    ...size,
    fps,
    videoBitrate: Math.min(bitrateAt(size), limit),
    keyframeSeconds: Math.min(defaultKeyframeSeconds, limits.keyframeSeconds ?? Infinity),
  };
}

/** An encode within the service's limits, for where nothing that is there will do. */
export function wholeEncode(top: VideoRungPlan, request: RelayFeedRequest, reason: Reason): FedByEncode {
  const picture = encodedPicture(top, request);
  const audioBitrate = soundBitrate(request);
  const { width, height } = picture;
  const bitrate = picture.videoBitrate + audioBitrate;
  return { kind: 'encode', width, height, picture, input: null, audioBitrate, bitrate, reason };
}

/**
 * Sound made anew beside a picture that the service takes as it is, the source's or a rung's: costs next to nothing. Null
 * when no picture is like that, or when the sound is not what it does not take.
 */
export function soundEncode(request: RelayFeedRequest, reason: Reason | null): FedByEncode | null {
  const { source, ladder, limits, readsEnhancedVideo = false } = request;
  const inputs: { input: string | null; stream: RelayStream }[] = ladder.video.map((rung) => ({
    input: rung.name,
    stream: rungStream(rung, request),
  }));
  // FLV with other pictures than H.264 is more than every ffmpeg writes
  if (source?.video?.codec.toLowerCase() === 'h264' && isReadByFfmpeg(source, readsEnhancedVideo)) {
    inputs.unshift({ input: null, stream: source });
  }
  for (const { input, stream } of inputs) {
    const { video, audio } = stream;
    const why = whyNotTaken(stream, limits);
    if (video === null || audio === null || why === null) continue;
    if (whyNotTaken({ video, audio: null }, limits) !== null) continue;
    const audioBitrate = soundBitrate(request);
    const bitrate = bitrateOf({ video, audio: { codec: 'aac', bitrate: audioBitrate } });
    const { width, height } = video;
    return { kind: 'encode', width, height, picture: null, input, audioBitrate, bitrate, reason: reason ?? why };
  }
  return null;
}

function soundBitrate({ limits }: RelayFeedRequest): number {
  return Math.min(defaultAudioBitrate, limits.audioBitrate ?? Infinity);
}

function inputOf(top: VideoRungPlan, { source, readsEnhancedVideo = false }: RelayFeedRequest) {
  const isRead = source !== null && isReadByFfmpeg(source, readsEnhancedVideo);
  const { width, height } = (isRead ? source.video : null) ?? top;
  return { width, height, fps: source?.video?.fps ?? top.fps };
}

/** A whole division of the source's rate, so that every picture shown is one of the source's; null: as the source. */
function fewerFps(fps: number | null, limit: number | null): number | null {
  if (fps === null || limit === null || fps <= limit) return null;
  return fps / Math.ceil(fps / limit);
}
