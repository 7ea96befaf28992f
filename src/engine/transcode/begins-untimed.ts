import { networkSchemeOf } from '../ingest/probe/classify-input.js';
import type { TranscodeInput } from './transcoder.js';

/**
 * Whether ffmpeg gives the input's first picture no time, and then a wrong one: it does so with every picture that comes by
 * RTP, because its parser looks up times by the bytes' position in the stream, which RTP has not (ff_fetch_timestamp in
 * libavcodec/parser.c; seen with 5.1: a first key frame 0.15 s too early, and no other rung with a cut there).
 */
export function beginsUntimed(input: TranscodeInput): boolean {
  const scheme = input.kind === 'live-url' ? networkSchemeOf(input.url) : null;
  return scheme === 'rtsp' || scheme === 'rtsps';
}
