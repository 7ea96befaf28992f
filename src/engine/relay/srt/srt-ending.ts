import { AppError } from '../../../shared/errors.js';
import { unreachable } from '../rtmp/network-refusal.js';
import { rejection, rejectionCode } from './rejection.js';

/** How an ffmpeg that sends by SRT has ended. */
export interface SrtEnding {
  /** Its last lines on standard error, and libsrt's, without secrets. */
  readonly lines: readonly string[];
  /** Its output had been opened, so the server had taken the call. */
  readonly hasConnected: boolean;
  readonly exitCode: number | null;
}

/** Why a connection by SRT is over: what the server said where it said something, else what can be told from outside. */
export function srtEnding({ lines, hasConnected, exitCode }: SrtEnding): AppError {
  const text = lines.join('\n');
  if (/srt:.*Protocol not found|Unknown.*protocol.*'srt'/i.test(text)) {
    return new AppError('relay.unsupported', 'Expected an ffmpeg with SRT, got one without', {
      details: { why: 'no-srt-in-ffmpeg' },
    });
  }
  if (!hasConnected) {
    const code = lines.map(rejectionCode).find((each) => each !== null);
    if (code !== undefined && code !== null) return rejection(code);
    if (/timed? ?out|Input\/output error|connection setup failure/i.test(text)) {
      return unreachable('timeout', 'Expected the SRT server to take the call, got no answer');
    }
    if (/Could not find codec parameters|Invalid data found|does not contain any stream/i.test(text)) {
      return new AppError('relay.unsupported', 'Expected a stream that ffmpeg can read, got another', {
        details: { why: 'not-readable' },
      });
    }
  }
  // SRT tells the caller of no reason
  const why = /av_interleaved_write_frame|Error writing trailer|Error muxing/i.test(text) ? 'hung-up' : 'failed';
  return new AppError('relay.closed', 'Expected the SRT server to stay, got the end of the connection', {
    retryable: true,
    details: { why, exitCode },
  });
}
