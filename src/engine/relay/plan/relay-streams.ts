import type { SourceInfo } from '../../../shared/domain.js';
import type { VideoRungPlan } from '../../transcode/plan.js';
import type { RelayFeedRequest } from './relay-feed-plan.js';
import type { RelayStream } from './why-not-taken.js';

/** What a rung is made of, as far as a service's limits go. */
export function rungStream(rung: VideoRungPlan, request: RelayFeedRequest): RelayStream {
  const { source, ladder, segmentSeconds } = request;
  const followsSource = ladder.video.some(({ copied }) => copied);
  const gopSeconds = followsSource ? (source?.video?.gopSeconds ?? segmentSeconds) : segmentSeconds;
  const { audio } = ladder;
  return {
    video: {
      codec: rung.copied ? (source?.video?.codec ?? 'h264') : 'h264',
      width: rung.width,
      height: rung.height,
      fps: rung.fps ?? source?.video?.fps ?? null,
      gopSeconds,
      // what was measured since then is not in the ladder's plan
      bitrate: rung.copied ? (source?.video?.bitrate ?? rung.averageBitrate) : rung.averageBitrate,
    },
    audio: audio === null ? null : { codec: 'aac', bitrate: audio.averageBitrate },
  };
}

/** Bits per second of a source; null where that of its picture is not known. */
export function bitrateOf({ video, audio }: Pick<RelayStream, 'video' | 'audio'>): number | null {
  if (video !== null && video.bitrate === null) return null;
  return (video?.bitrate ?? 0) + (audio?.bitrate ?? 0);
}

/** Sound that FLV carried before enhanced RTMP; of the rest ffmpeg reads nothing before 8.0. */
const readSounds = new Set(['aac', 'mp3', 'pcm', 'adpcm', 'speex', 'nellymoser', 'g711a', 'g711u']);
/** Pictures of enhanced RTMP that ffmpeg reads from 6.1 on. */
const enhancedPictures = new Set(['hevc', 'av1', 'vp9']);

/** True when ffmpeg can read a source's own packets; where not, an encode reads the ladder's top rung. */
export function isReadByFfmpeg({ video, audio }: SourceInfo, readsEnhancedVideo: boolean): boolean {
  if (audio !== null && !readSounds.has(audio.codec.toLowerCase())) return false;
  if (video === null) return true;
  const codec = video.codec.toLowerCase();
  return codec === 'h264' || (enhancedPictures.has(codec) && readsEnhancedVideo);
}
