import type { Readable } from 'node:stream';
import type { ProcessExit } from '../process/owned-process.js';
import type { LadderPlan } from './plan.js';

/** What ffmpeg reads. Later inputs are further members of this union. */
export type TranscodeInput =
  /** One-time loopback URL of the media server. */
  | { readonly kind: 'rtmp-pull'; readonly url: string }
  /** Anything ffmpeg opens itself and that comes at its own pace: RTSP, SRT, RTMP, live HTTP. */
  | { readonly kind: 'live-url'; readonly url: string }
  /** A finite file or HTTP resource, read at its own speed (`-re`). */
  | {
      readonly kind: 'file';
      readonly url: string;
      /** Where to begin, seconds into the file; the outputs' times stay those of the whole file. Absent: at its beginning. */
      readonly startSeconds?: number;
    }
  /** The generated test programme: moving picture, running clock, frame number, tone. */
  | { readonly kind: 'test'; readonly width: number; readonly height: number; readonly fps: number };

/** ffmpeg's figures, about once a second. */
export interface TranscodeProgress {
  /** Programme time over wall time in the last five seconds: 1 is real time. Null before it is known. */
  readonly speed: number | null;
  /** Programme time since the first report. */
  readonly outTimeSeconds: number | null;
  readonly droppedFrames: number;
  readonly duplicatedFrames: number;
}

/**
 * One ffmpeg: one decode, N outputs. Each output is a byte stream of fragmented MP4, one moof per frame (video) or packet
 * (sound), timestamps on ONE shared time line (offset by +10 s so that no dts is negative; video timescale 90000, audio
 * 48000). The packager must read all of them always: one stalled reader blocks all.
 */
export interface TranscodeRun {
  readonly outputs: readonly { readonly name: string; readonly kind: 'video' | 'audio'; readonly stream: Readable }[];
  onProgress(listener: (progress: TranscodeProgress) => void): () => void;
  readonly exited: Promise<ProcessExit & { readonly stderrTail: readonly string[] }>;
  /** Ends ffmpeg gently (it flushes its outputs), by escalation. Resolves at the real end. */
  stop(): Promise<void>;
}

export interface Transcoder {
  /** Starts one ffmpeg. Rejects with AppError `ffmpeg.failed` (details.tail) when it ends before every output has connected. */
  startRun(request: {
    readonly input: TranscodeInput;
    readonly plan: LadderPlan;
    readonly segmentSeconds: number;
    /** Calls the start off; it then rejects as when ffmpeg had ended. Without effect on a run that has started. */
    readonly signal?: AbortSignal;
  }): Promise<TranscodeRun>;
}
