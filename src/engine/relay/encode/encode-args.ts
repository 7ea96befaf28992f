import type { EncoderProfile } from '../../transcode/encoder-profile.js';
import type { EncodedPicture, RelayEncode } from '../plan/relay-feed-plan.js';

/** Peak over average: services cut off what is much above what they allow, so that there is little of it. */
const peakShare = 1.1;

export interface EncodeArgsRequest {
  readonly encode: RelayEncode;
  readonly encoder: EncoderProfile;
  /** Logical processors of the machine. */
  readonly cores: number;
}

/**
 * Arguments of the ffmpeg that makes one relay's own encode: FLV in, FLV out, the input's time stamps kept, so that sound and picture
 * stay in step. Keyframes of a picture that is made anew stand exactly `keyframeSeconds` apart, as services ask; one that is
 * copied stays as it is, packet by packet.
 */
export function encodeArgs({ encode, encoder, cores }: EncodeArgsRequest): string[] {
  const { picture, audioBitrate } = encode;
  return [
    ...['-hide_banner', '-loglevel', 'level+warning', '-nostats', ...(picture === null ? [] : encoder.globalArgs)],
    // no `nobuffer`: it loses what was read while probing, and with it the first GOP
    ...['-probesize', '500000', '-analyzeduration', '1000000', '-copyts'],
    ...['-f', 'flv', '-i', 'pipe:0', '-map', '0:V:0?', '-map', '0:a:0?'],
    ...(picture === null ? ['-c:v', 'copy'] : pictureArgs(picture, encoder, cores)),
    ...['-c:a', 'aac', '-b:a', String(audioBitrate), '-ar', '48000', '-ac', '2'],
    // one track that stops must not hold up the other for ffmpeg's 10 s
    ...['-max_interleave_delta', '1000000'],
    ...['-flvflags', 'no_duration_filesize', '-flush_packets', '1', '-f', 'flv', 'pipe:1'],
  ];
}

function pictureArgs(picture: EncodedPicture, encoder: EncoderProfile, cores: number): string[] {
  const { width, height, fps, videoBitrate, keyframeSeconds } = picture;
  const filters = [
    ...(fps === null ? [] : [`fps=${fps.toFixed(4)}`]),
    `scale=${width}:${height}:flags=bicubic`,
    'setsar=1',
    ...encoder.filters,
  ];
  // the profile's buffer holds a second of average
  const averageBitrate = Math.round(videoBitrate / peakShare);
  return [
    ...['-vf', filters.join(','), '-fps_mode', 'passthrough', '-enc_time_base', '1:1000'],
    ...encoder.args({ width, height, averageBitrate, maxBitrate: videoBitrate, cores }),
    ...['-force_key_frames', `expr:isnan(prev_forced_t)+gte(t,prev_forced_t+${keyframeSeconds}-0.005)`],
  ];
}
