import type { RunRendition } from '../archive/run-sink.js';
import type { Clock } from '../clock.js';
import { PackagerRun, type RunTrouble } from '../package/packager-run.js';
import type { WallClockMap } from '../package/wall-clock-map.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { TranscodeInput, TranscodeProgress, TranscodeRun, Transcoder } from '../transcode/transcoder.js';

/** What ended a run, or asks for another one. */
export type RunOutcome =
  | { readonly kind: 'exited'; readonly code: number | null; readonly tail: readonly string[] }
  | { readonly kind: 'trouble'; readonly trouble: RunTrouble; readonly error?: unknown }
  | { readonly kind: 'slow' }
  | { readonly kind: 'regular' };

/** One ffmpeg and the packing of its outputs. */
export class ActiveRun {
  readonly plan: LadderPlan;
  readonly packing: PackagerRun;
  readonly #transcode: TranscodeRun;
  readonly #outcomes: RunOutcome[] = [];
  #wake: () => void = () => undefined;
  #progress: TranscodeProgress | null = null;
  #hasExited = false;

  private constructor(plan: LadderPlan, transcode: TranscodeRun, packing: (run: ActiveRun) => PackagerRun) {
    this.plan = plan;
    this.#transcode = transcode;
    this.packing = packing(this);
    transcode.onProgress((progress) => {
      this.#progress = progress;
    });
    void transcode.exited.then(async (exit) => {
      this.#hasExited = true;
      await this.packing.ended;
      this.#report({ kind: 'exited', code: exit.code, tail: exit.stderrTail });
    });
  }

  /** Starts ffmpeg and the packing of its outputs. Rejects as `Transcoder.startRun` does. */
  static async launch(options: {
    readonly transcoder: Transcoder;
    readonly input: TranscodeInput;
    readonly plan: LadderPlan;
    readonly segmentSeconds: number;
    readonly partSeconds: number;
    readonly clock: Clock;
    readonly wallClock: WallClockMap;
    /** Calls the start off. */
    readonly signal: AbortSignal;
  }): Promise<ActiveRun> {
    const { plan, segmentSeconds, partSeconds, clock, wallClock, signal } = options;
    const transcode = await options.transcoder.startRun({ input: options.input, plan, segmentSeconds, signal });
    return new ActiveRun(
      plan,
      transcode,
      (run) =>
        new PackagerRun({
          outputs: transcode.outputs,
          renditions: planRenditions(plan),
          segmentSeconds,
          partSeconds,
          clock,
          wallClock,
          onTrouble: (trouble, error) => run.#report({ kind: 'trouble', trouble, error }),
        }),
    );
  }

  /** ffmpeg has ended. */
  get hasExited(): boolean {
    return this.#hasExited;
  }

  get progress(): TranscodeProgress | null {
    return this.#progress;
  }

  /** The machine cannot keep up. */
  reportSlow(): void {
    this.#report({ kind: 'slow' });
  }

  /** The source, which had to be encoded, has come to be fit to be copied. */
  reportRegular(): void {
    this.#report({ kind: 'regular' });
  }

  /** The next outcome, in order; waits for it. */
  async outcome(): Promise<RunOutcome> {
    for (;;) {
      const next = this.#outcomes.shift();
      if (next !== undefined) return next;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Ends ffmpeg; it flushes first. Resolves when its last byte has been packed. */
  async stop(): Promise<void> {
    await this.#transcode.stop();
    await this.packing.ended;
  }

  #report(outcome: RunOutcome): void {
    this.#outcomes.push(outcome);
    this.#wake();
  }
}

/** Behind every rung. Rungs are ordered by their height, so that a later run's ladder falls into place. */
const soundPosition = 100_000;

function planRenditions(plan: LadderPlan): RunRendition[] {
  const video = plan.video.map((rung): RunRendition => {
    const { name, copied, maxBitrate, fps, height } = rung;
    return { name, kind: 'video', position: soundPosition - height, copied, maxBitrate, fps };
  });
  if (plan.audio === null) return video;
  const { name, copied, averageBitrate } = plan.audio;
  return [
    ...video,
    { name, kind: 'audio', position: soundPosition, copied, maxBitrate: copied ? null : averageBitrate, fps: null },
  ];
}
