import type { EncoderProfile } from './encoder-profile.js';
import { inputArgs } from './input-args.js';
import { beginsUntimed } from './begins-untimed.js';
import type { AudioPlan, LadderPlan, VideoRungPlan } from './plan.js';
import type { TranscodeInput } from './transcoder.js';

export interface ArgsRequest {
  readonly input: TranscodeInput;
  readonly plan: LadderPlan;
  readonly encoder: EncoderProfile;
  readonly segmentSeconds: number;
  /** Where each rendition of the plan goes, by its name. */
  readonly outputs: readonly { readonly name: string; readonly url: string }[];
  /** Logical processors of the machine. */
  readonly cores: number;
}

/** A key frame that comes this much early still starts the segment: half a frame at 100 fps, and what rounding may do. */
const keyframeToleranceSeconds = 0.005;
/** Seconds added to every timestamp, so that no dts (B-frames, AAC priming) is negative. */
const runClockOffsetSeconds = 10;

/**
 * The arguments of the one ffmpeg that makes a ladder: one input, one fragmented MP4 per rendition, all on the input's time
 * line plus 10 s. Measured with ffmpeg 5.1:
 * - each output keeps its timestamps only with `-avoid_negative_ts disabled` and `frag_discont` with `-use_editlist 0`
 *   (then tfdt is the dts), else each shifts itself to zero;
 * - what comes by RTP begins with a picture without a time (`beginsUntimed`), which is left out;
 * - `delay_moov`: an ADTS source's AudioSpecificConfig is known only after the first packet;
 * - `-fps_mode passthrough -enc_time_base 1:90000`: every frame encoded once, at its own time;
 * - IDRs: where the source has its key frames when the top rung is copied, else every `segmentSeconds`, in all rungs.
 */
export function buildArgs(request: ArgsRequest): string[] {
  const { plan, encoder } = request;
  return [
    ...['-hide_banner', '-loglevel', 'level+warning', '-nostats', '-stats_period', '1', '-progress', 'pipe:1', '-y'],
    ...encoder.globalArgs,
    ...inputArgs(request.input, plan),
    ...plan.video.flatMap((rung) => [...videoArgs(rung, request), ...muxArgs(rung.name, request)]),
    ...(plan.audio === null ? [] : [...audioArgs(plan.audio), ...muxArgs(plan.audio.name, request)]),
  ];
}

function videoArgs(rung: VideoRungPlan, { input, plan, encoder, segmentSeconds, cores }: ArgsRequest): string[] {
  // `V` leaves cover pictures out.
  const map = ['-map', '0:V:0', '-video_track_timescale', '90000'];
  const isUntimed = beginsUntimed(input);
  if (rung.copied) return [...map, '-c:v', 'copy', ...(isUntimed ? ['-bsf:v', 'noise=drop=eq(pts\\,nopts)'] : [])];
  const followsSource = plan.video.some(({ copied }) => copied);
  const period = `${segmentSeconds - keyframeToleranceSeconds}`;
  const filters = [
    // Beside a copied rung nothing before that one's first key frame is packed.
    ...(isUntimed && !followsSource ? ['select=gte(n\\,1)'] : []),
    ...(plan.encodeReason?.code === 'source.interlaced' ? ['yadif=deint=interlaced'] : []),
    ...(rung.fps === null ? [] : [frameSelection(rung.fps, followsSource, period)]),
    `scale=${rung.width}:${rung.height}:flags=bicubic`,
    // Square pixels, but for a source whose pixels are not: there the player gives the picture its shape back.
    "setsar=ratio='if(between(sar,0.97,1.03),1,sar)':max=1000",
    ...encoder.filters,
  ];
  const keyframes = followsSource ? 'source' : `expr:isnan(prev_forced_t)+gte(t,prev_forced_t+${period})`;
  const target = { ...rung, maxBitrate: rung.maxBitrate ?? rung.averageBitrate, cores };
  return [
    ...map,
    ...['-vf', filters.join(','), '-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
    ...encoder.args(target),
    ...['-force_key_frames', keyframes],
  ];
}

/**
 * Keeps as many frames as the rung shows, and in any case those that become key frames: a copied rung's, or the first and
 * then every one a period after the last (variable 0 holds its time; the expression mirrors `-force_key_frames`).
 */
function frameSelection(fps: number, followsSource: boolean, period: string): string {
  // 0.88 of the frame's time: between two and three frames of four, and wide enough for the milliseconds of RTMP.
  const isDue = `gte(t-prev_selected_t,${(0.88 / fps).toFixed(5)})`;
  if (followsSource) return `select='key+isnan(prev_selected_t)+${isDue}'`;
  return `select='if(isnan(prev_selected_t)+gte(t,ld(0)+${period}),1+0*st(0,t),${isDue})'`;
}

function audioArgs(audio: AudioPlan): string[] {
  const map = ['-map', '0:a:0'];
  if (audio.copied) return [...map, '-c:a', 'copy', '-bsf:a', 'aac_adtstoasc'];
  return [
    ...map,
    // Follows the source's clock: fills gaps with silence, cuts overlaps, and stretches by at most 1 % in between.
    ...['-af', 'aresample=48000:async=480:min_comp=0.005:min_hard_comp=0.04'],
    ...['-c:a', 'aac', '-profile:a', 'aac_low', '-b:a', String(audio.averageBitrate), '-ac', String(audio.channels)],
  ];
}

function muxArgs(name: string, { input, outputs }: ArgsRequest): string[] {
  const output = outputs.find((candidate) => candidate.name === name);
  if (output === undefined) throw new RangeError(`Expected an output for ${name}, got none`);
  const startSeconds = input.kind === 'file' ? (input.startSeconds ?? 0) : 0;
  const offset = String(Number((runClockOffsetSeconds + startSeconds).toFixed(6)));
  return [
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp4', '-flush_packets', '1', '-use_editlist', '0'],
    ...['-movflags', '+empty_moov+delay_moov+default_base_moof+frag_every_frame+frag_discont+skip_trailer'],
    ...['-avoid_negative_ts', 'disabled', '-output_ts_offset', offset, output.url],
  ];
}
