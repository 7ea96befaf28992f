import type { SourceInfo } from '../../shared/domain.js';
import type { TranscodeInput } from './transcoder.js';

type TestInput = Extract<TranscodeInput, { kind: 'test' }>;

/** How long the flash and the beep at the start of each second last, in seconds. */
const markSeconds = 0.1;

/**
 * The generated programme as a lavfi graph with a picture and a stereo sound, paced by the caller. testsrc2's moving
 * picture with its own running time and frame number (no fonts of the system needed); a white bar sweeps the picture once
 * a second, and at each whole second a white box flashes while a 1 kHz beep sounds, so that eye, ear and tests can check
 * one against the other. Between beeps there is a soft 220 Hz tone: silence would look like a fault.
 */
export function testProgrammeGraph({ width, height, fps }: TestInput): string {
  const size = Math.max(2, Math.round(height / 24) * 2);
  const isMark = `lt(mod(t+0.0005,1),${markSeconds})`;
  const tone = `0.02*sin(2*PI*220*t)+0.4*lt(mod(t,1),${markSeconds})*sin(2*PI*1000*t)`;
  return [
    `testsrc2=size=${width}x${height}:rate=${fps}[back]`,
    `color=c=white:size=${size}x${size * 2}:rate=${fps}[bar]`,
    `[back][bar]overlay=x='mod(t,1)*(W-w)':y=H-h:shortest=1,` +
      `drawbox=x=iw*3/8:y=ih*3/8:w=iw/4:h=ih/4:color=white:t=fill:enable='${isMark}',format=yuv420p[out0]`,
    `aevalsrc=exprs='${tone}|${tone}':sample_rate=48000:nb_samples=1024[out1]`,
  ].join(';');
}

/** What the ladder is planned from for a test programme. Nothing of it can be copied. */
export function testProgrammeSource({ width, height, fps }: TestInput): SourceInfo {
  return {
    video: {
      codec: 'rawvideo',
      profile: null,
      pixelFormat: 'yuv420p',
      width,
      height,
      fps,
      gopSeconds: null,
      bitrate: null,
    },
    audio: { codec: 'pcm_f64le', sampleRate: 48000, channels: 2, bitrate: null },
  };
}
