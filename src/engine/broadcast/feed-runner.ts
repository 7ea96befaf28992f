import type { Reason } from '../../shared/domain.js';
import { toAppError, type AppError } from '../../shared/errors.js';
import { keyframeSecondsFor } from '../../shared/keyframes.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { BroadcastPackager } from '../package/broadcast-packager.js';
import { WallClockMap } from '../package/wall-clock-map.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { Transcoder } from '../transcode/transcoder.js';
import { ActiveRun, type RunOutcome } from './active-run.js';
import { CopyReturn } from './copy-return.js';
import type { FeedEnd, ProgrammeFeed } from './feed.js';
import { RestartPolicy } from './restart-policy.js';
import { runSeconds, sourceSeconds } from './run-clock.js';

/** What the runner may ask to be planned differently. */
export interface PlanWish {
  /** Rungs given up for want of CPU. */
  readonly shed: number;
  /** The top rung must be encoded; why. */
  readonly encodeTop: LadderPlan['encodeReason'];
}

export interface FeedRunnerDeps {
  readonly feed: ProgrammeFeed;
  readonly plan: (wish: PlanWish) => LadderPlan;
  readonly transcoder: () => Transcoder;
  readonly packager: BroadcastPackager;
  readonly segmentSeconds: number;
  readonly partSeconds: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onPlan: (plan: LadderPlan, wish: PlanWish) => void;
  /** ffmpeg ended or could not be started; it will be started again after `delayMs`. */
  readonly onTrouble: (reason: Reason, delayMs: number) => void;
  readonly onRunning: () => void;
  /** An encoder of the machine's hardware may be at fault: true when another was chosen. */
  readonly onEncoderTrouble: () => boolean;
}

/** ffmpeg has this long to be followed by the source's own word that it is over. */
const sourceWordMs = 3_000;
/** Between two tries while a source settles. */
const settlePauseMs = 500;
/** A file's sound may be this much longer than its picture; elsewhere something may follow. */
const fileTailSeconds = 5;

/**
 * Keeps one feed on its way into the archive until the feed is over: starts ffmpeg, starts it again when it dies, and
 * replaces it without losing a frame when the plan has to change. The one place that decides about retries here.
 */
export class FeedRunner {
  readonly #deps: FeedRunnerDeps;
  readonly #restarts: RestartPolicy;
  readonly #abort = new AbortController();
  readonly #stopped: Promise<'stopped'>;
  /** One per clock: a feed that keeps its clock has one for all its runs. */
  #wallClock = new WallClockMap();
  #current: ActiveRun | null = null;
  #wish: PlanWish = { shed: 0, encodeTop: null };
  /** What the run on air was planned by. */
  #wishOnAir = this.#wish;
  /** Rungs that had been given up before the top one had to be encoded. */
  #shedBefore = 0;
  readonly #copyReturn: CopyReturn;
  /** Up to here, on the runs' clock, the feed is in the archive. */
  #packedUntil = -Infinity;
  #lastError: AppError | null = null;
  #feedEnd: FeedEnd | null = null;
  /** On the monotonic clock: until then a source may refuse its first connection. */
  #settledAtMs: number;

  constructor(deps: FeedRunnerDeps) {
    this.#deps = deps;
    this.#restarts = new RestartPolicy(deps.clock);
    this.#copyReturn = new CopyReturn(deps.segmentSeconds);
    this.#settledAtMs = deps.clock.monotonicMs() + (deps.feed.settleMs ?? 0);
    const { signal } = this.#abort;
    this.#stopped = new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped')));
    void deps.feed.ended.then((end) => {
      this.#feedEnd = end;
    });
  }

  get current(): ActiveRun | null {
    return this.#current;
  }

  /** Runs until the feed is over or `stop` is called. Rejects only with what makes going on senseless (see AppError). */
  async run(): Promise<FeedEnd | 'stopped'> {
    const { feed, clock, packager } = this.#deps;
    const forget = feed.onNewest((seconds) => {
      this.#wallClock.observe(runSeconds(seconds), clock.now());
      if (this.#copyReturn.observe(feed.figures(), clock.monotonicMs())) this.#current?.reportRegular();
    });
    let options: { tailSeconds?: number } = {};
    try {
      for (;;) {
        const end = await this.#step();
        if (end === null) continue;
        if (end === 'ended') options = { tailSeconds: fileTailSeconds };
        return end;
      }
    } finally {
      forget();
      await this.#current?.stop();
      await packager.finish(options);
      this.#current = null;
    }
  }

  stop(): void {
    this.#abort.abort();
  }

  /** One ffmpeg from its start to what ends it. Null: another one is needed. */
  async #step(): Promise<FeedEnd | 'stopped' | null> {
    const { feed, packager } = this.#deps;
    if (this.#abort.signal.aborted) return 'stopped';
    const old = this.#current;
    const next = await this.#launch();
    if (next === null) {
      const isSettling = this.#deps.clock.monotonicMs() < this.#settledAtMs;
      return isSettling ? this.#sourceWord(settlePauseMs) : this.#afterFailure(null);
    }
    this.#settledAtMs = -Infinity;
    const taking = packager.take(next.packing, {
      takesOver: old !== null && feed.keepsClock,
      notBefore: feed.keepsClock ? this.#packedUntil : -Infinity,
    });
    const taken = await Promise.race([taking, this.#stopped]);
    if (taken === 'stopped') {
      await Promise.all([next.stop(), old?.stop()]);
      if (await taking) this.#current = next;
      return 'stopped';
    }
    if (!taken) {
      const outcome = await next.outcome();
      await next.stop();
      return this.#afterFailure(outcome);
    }
    await old?.stop();
    this.#current = next;
    if (this.#wishOnAir.encodeTop !== null && this.#wish.encodeTop === null)
      this.#copyReturn.copied(this.#deps.clock.monotonicMs());
    this.#wishOnAir = this.#wish;
    this.#restarts.started();
    this.#deps.onRunning();
    return this.#watch(next);
  }

  async #launch(): Promise<ActiveRun | null> {
    const { clock, feed, segmentSeconds, partSeconds } = this.#deps;
    const plan = this.#deps.plan(this.#wish);
    this.#deps.onPlan(plan, this.#wish);
    if (!feed.keepsClock) this.#wallClock = new WallClockMap();
    const wallClock = this.#wallClock;
    try {
      const open = this.#current?.packing.openStartSeconds ?? -Infinity;
      const input = await feed.input(sourceSeconds(Math.max(open, this.#packedUntil)));
      const transcoder = this.#deps.transcoder();
      const { signal } = this.#abort;
      return await ActiveRun.launch({ transcoder, input, plan, segmentSeconds, partSeconds, clock, wallClock, signal });
    } catch (thrown) {
      this.#deps.logger.warn({ err: thrown }, 'transcoder did not start');
      this.#lastError = toAppError(thrown, 'transcode.failed');
      return null;
    }
  }

  async #watch(run: ActiveRun): Promise<FeedEnd | 'stopped' | null> {
    for (;;) {
      const outcome = await Promise.race([run.outcome(), this.#stopped]);
      if (outcome === 'stopped') return 'stopped';
      if (outcome.kind === 'exited') return this.#afterExit(outcome);
      if (outcome.kind === 'slow') {
        this.#wish = { ...this.#wish, shed: this.#wish.shed + 1 };
        return null;
      }
      if (outcome.kind === 'regular') {
        if (!this.#copyReturn.isDue(this.#deps.clock.monotonicMs())) continue;
        // what had to go for the encoder's sake may come back with it gone
        this.#wish = { shed: this.#shedBefore, encodeTop: null };
        return null;
      }
      if (outcome.trouble === 'overlong-gop') {
        if (!this.#encodeInstead(run)) continue;
        // nobody can take over from it: what comes until the source is opened again is lost
        if (!this.#deps.feed.keepsClock) await this.#endRun(run);
        return null;
      }
      this.#deps.logger.warn({ err: outcome.error, trouble: outcome.trouble }, 'run cannot go on');
      await this.#endRun(run);
      // behind a jump the source's clock is another one: what was packed before it says nothing of what comes
      if (outcome.trouble === 'clock-jump') this.#packedUntil = run.packing.jumpedToSeconds ?? -Infinity;
      return this.#afterFailure(outcome);
    }
  }

  /** A GOP longer than a segment: the top rung is encoded, until keyframes are regular. False when that would not help. */
  #encodeInstead(run: ActiveRun): boolean {
    const isCopied = run.plan.video[0]?.copied === true;
    if (!isCopied) return false;
    const details = { keyframeSeconds: keyframeSecondsFor(this.#deps.segmentSeconds) };
    this.#shedBefore = this.#wish.shed;
    this.#wish = { ...this.#wish, encodeTop: { code: 'ingest.gop-too-long', details } };
    this.#copyReturn.encoded(this.#deps.clock.monotonicMs());
    return true;
  }

  /** Ends a run for good; remembers how far it got. */
  async #endRun(run: ActiveRun): Promise<void> {
    await run.stop();
    const end = await this.#deps.packager.finish();
    this.#packedUntil = Math.max(this.#packedUntil, end ?? -Infinity);
    this.#current = null;
  }

  async #afterExit(outcome: RunOutcome & { kind: 'exited' }): Promise<FeedEnd | 'stopped' | null> {
    const { feed } = this.#deps;
    if (feed.breaksOffInPictures === true && this.#current?.plan.video[0]?.copied === true)
      this.#current.packing.takeBackLastPicture();
    if (feed.onFfmpegEnd !== 'wait-for-source') {
      return outcome.code === 0 ? feed.onFfmpegEnd : this.#afterFailure(outcome);
    }
    const word = await this.#sourceWord(outcome.code === 0 ? sourceWordMs : 250);
    return word ?? this.#afterFailure(outcome);
  }

  async #afterFailure(outcome: RunOutcome | null): Promise<FeedEnd | 'stopped' | null> {
    const living = this.#current?.hasExited === false ? this.#current : null;
    const word = await this.#sourceWord(0);
    // the source is over, and the ladder that should be replaced still has some of it to read
    if (living !== null && word !== null && word !== 'stopped') return this.#watch(living);
    if (word !== null) return word;
    if (living !== null && outcome?.kind !== 'trouble' && this.#takeBackWish()) return this.#watch(living);
    const { attempt, delayMs, isHopeless } = this.#restarts.failed();
    if (isHopeless && living === null) {
      throw this.#lastError ?? toAppError(new Error(`Expected a picture after ${attempt} starts`), 'transcode.failed');
    }
    this.#deps.logger.warn({ outcome, attempt, delayMs }, 'transcoder starts again');
    if (attempt === 2) this.#deps.onEncoderTrouble();
    this.#deps.onTrouble({ code: 'transcode.restarted', details: { attempt } }, delayMs);
    const after = await this.#sourceWord(delayMs);
    return living !== null && after !== null && after !== 'stopped' ? this.#watch(living) : after;
  }

  /**
   * The ladder that should be replaced is alive: better slow, or encoded, than gone. False where it cannot stay as it is,
   * because a GOP was too long for it.
   */
  #takeBackWish(): boolean {
    const isForced = this.#wish.encodeTop !== null && this.#wishOnAir.encodeTop === null;
    if (isForced) return false;
    if (this.#wish.encodeTop === null && this.#wishOnAir.encodeTop !== null) {
      const nowMs = this.#deps.clock.monotonicMs();
      this.#copyReturn.copied(nowMs);
      this.#copyReturn.encoded(nowMs);
    }
    this.#wish = this.#wishOnAir;
    return true;
  }

  /** Waits up to `delayMs` for the source to say that it is over. */
  async #sourceWord(delayMs: number): Promise<FeedEnd | 'stopped' | null> {
    if (this.#feedEnd !== null) return this.#feedEnd;
    if (this.#abort.signal.aborted) return 'stopped';
    let cancel = (): void => undefined;
    const timeout = new Promise<null>((resolve) => {
      cancel = this.#deps.clock.after(delayMs, () => resolve(null));
    });
    const first = await Promise.race([this.#deps.feed.ended, this.#stopped, timeout]);
    cancel();
    return first;
  }
}
