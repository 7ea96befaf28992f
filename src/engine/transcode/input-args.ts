import { assertNever } from '../../shared/errors.js';
import type { LadderPlan } from './plan.js';
import { protocolArgs } from '../ingest/probe/protocol-args.js';
import { transportArgs } from '../ingest/probe/transport-args.js';
import { testProgrammeGraph } from './test-programme.js';
import type { TranscodeInput } from './transcoder.js';

/** Bytes ffmpeg may read to find the tracks: 5 s of a generous stream. It ends as soon as it has them. */
const probeSizeBytes = 10_000_000;
/** How long a track may keep it waiting, in microseconds, when the plan wants both or only one. */
const bothTracksMicroseconds = 5_000_000;
const oneTrackMicroseconds = 500_000;

/**
 * The arguments that open `input`, up to and with `-i`.
 *
 * No `-fflags nobuffer`: with it ffmpeg throws away what it read while it looked for the tracks, and the copied rung then
 * starts a GOP later. `-thread_type slice` saves the decoder's frame threads' delay (two frames) without
 * `-flags low_delay`, which makes ffmpeg guess wrong about B-frames in streams that do not say how many they have.
 */
export function inputArgs(input: TranscodeInput, plan: LadderPlan): string[] {
  const decoder = ['-thread_type', 'slice'];
  switch (input.kind) {
    case 'rtmp-pull': {
      // With both tracks FLV's demuxer ends the search at once; with one it waits for the other until the time is up.
      const wait = plan.video.length > 0 && plan.audio !== null ? bothTracksMicroseconds : oneTrackMicroseconds;
      const probe = ['-analyzeduration', String(wait), '-probesize', String(probeSizeBytes), '-fpsprobesize', '4'];
      // -copyts: the media server's clock is the broadcast's, and shifting it to zero would differ per track.
      return ['-copyts', ...decoder, ...probe, '-i', input.url];
    }
    case 'live-url':
      return [...decoder, ...protocolArgs(input.url), ...transportArgs(input.url), '-i', input.url];
    case 'file':
      return ['-re', ...startAt(input.startSeconds), ...decoder, ...protocolArgs(input.url), '-i', input.url];
    case 'test':
      return ['-re', '-f', 'lavfi', '-i', testProgrammeGraph(input)];
    default:
      return assertNever(input);
  }
}

function startAt(seconds: number | undefined): string[] {
  return seconds === undefined ? [] : ['-ss', seconds.toFixed(6)];
}
