import type { FeedHello } from '../../shared/feed.js';
import type { EncoderProfile } from '../transcode/encoder-profile.js';

export interface FeedArgsRequest {
  readonly video: FeedHello['video'];
  /** For what is not H.264. */
  readonly encoder: EncoderProfile;
  readonly segmentSeconds: number;
  /** Logical processors of the machine. */
  readonly cores: number;
  /** Where it is published: a one-time name on loopback, never a key. */
  readonly url: string;
}

const audioBitrate = 160_000;
/** What an encode may use at its peak: the ladder's top rung is copied from it. */
const peakShare = 1.2;

/**
 * Arguments of the ffmpeg that turns the studio's Matroska into RTMP: H.264 is passed on as it is, Opus becomes AAC. No
 * `nobuffer`: with it ffmpeg 5.1 lost all that it had read while probing, the first GOP (measured). `-analyzeduration 1`
 * leaves the probe to Matroska's own headers: 120 ms to the first packet, instead of 360 ms with 0 (which means 5 s).
 */
export function feedArgs({ video, encoder, segmentSeconds, cores, url }: FeedArgsRequest): string[] {
  const isPassedOn = video.codec === 'h264';
  return [
    ...['-hide_banner', '-loglevel', 'level+warning', '-nostats', ...(isPassedOn ? [] : encoder.globalArgs)],
    ...['-probesize', '32768', '-analyzeduration', '1', '-f', 'matroska', '-i', 'pipe:0'],
    ...['-map', '0:V:0', '-map', '0:a:0', '-map_metadata', '-1'],
    ...(isPassedOn ? ['-c:v', 'copy'] : pictureArgs(video, encoder, segmentSeconds, cores)),
    // follows the picture's clock: what the studio could not send of the sound is silence
    ...['-af', 'aresample=48000:async=480:min_comp=0.005:min_hard_comp=0.04'],
    ...['-c:a', 'aac', '-b:a', String(audioBitrate), '-ac', '2'],
    ...['-flvflags', 'no_duration_filesize', '-flush_packets', '1', '-f', 'flv', url],
  ];
}

function pictureArgs(
  { width, height, bitrate }: FeedHello['video'],
  encoder: EncoderProfile,
  segmentSeconds: number,
  cores: number,
): string[] {
  const maxBitrate = Math.round(bitrate * peakShare);
  return [
    // 4:2:0 has no odd sizes
    ...['-vf', ['scale=trunc(iw/2)*2:trunc(ih/2)*2', 'setsar=1', ...encoder.filters].join(',')],
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1:1000'],
    ...encoder.args({ width, height, averageBitrate: bitrate, maxBitrate, cores }),
    ...['-force_key_frames', `expr:isnan(prev_forced_t)+gte(t,prev_forced_t+${segmentSeconds}-0.005)`],
  ];
}
