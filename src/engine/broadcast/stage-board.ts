import type { Reason, StageName, StageState } from '../../shared/domain.js';

import type { PlanWish } from './feed-runner.js';

type Stages = Record<StageName, StageState>;
const idle: StageState = { status: 'idle', reason: null };

/** The state of each stage of a broadcast. */
export class StageBoard {
  #stages: Stages = { ingest: idle, transcode: idle, package: idle, publish: idle };

  get stages(): Stages {
    return this.#stages;
  }

  set(stage: StageName, status: StageState['status'], reason: Reason | null = null): void {
    this.#stages = { ...this.#stages, [stage]: { status, reason } };
  }

  /** A feed was taken on air. */
  feedAttached(): void {
    this.set('ingest', 'ok');
    this.set('transcode', 'starting');
    this.set('package', 'starting', reason('package.waiting-for-keyframe'));
  }

  /** It is over, and has been packed to its end. */
  feedOver(): void {
    this.set('transcode', 'idle');
    this.set('package', 'idle');
  }

  /** A ladder was planned; `gone` are the rungs that the one before had. Returns what people should be told about it. */
  planned(wish: PlanWish, gone: readonly string[]): Reason | null {
    if (wish.shed === 0) {
      // what had been given up comes back
      if (this.#stages.transcode.reason?.code === 'transcode.rung-shed') this.set('transcode', 'starting');
      return wish.encodeTop;
    }
    const why = reason('transcode.rung-shed', gone.length === 0 ? {} : { rendition: gone.join(', ') });
    this.set('transcode', 'degraded', why);
    return why;
  }

  /** The ladder runs. */
  running(encodeReason: Reason | null, isPlayable: boolean): void {
    if (this.#stages.transcode.status !== 'degraded') this.set('transcode', 'ok', encodeReason);
    this.set('package', 'ok');
    if (!isPlayable) this.set('publish', 'starting', reason('publish.first-segment'));
  }

  /** ffmpeg does not keep up (or does again). Says nothing over a state that is worse already. */
  setSlow(isSlow: boolean, speed: number | null): void {
    const { status, reason: why } = this.#stages.transcode;
    if (isSlow && status === 'ok')
      this.set(
        'transcode',
        'degraded',
        reason('transcode.slow', speed === null ? {} : { speed: `${speed.toFixed(2)}×` }),
      );
    else if (!isSlow && why?.code === 'transcode.slow') this.set('transcode', 'ok');
  }
}

/** A reason from its code and facts. */
export function reason(code: string, details: Reason['details'] = {}): Reason {
  return { code, details };
}
