import type { Reason } from '../../shared/domain.js';
import { toAppError, type AppError } from '../../shared/errors.js';
import { BroadcastArchive } from '../archive/broadcast-archive.js';
import type { BroadcastRow, BroadcastWords, SegmentRow } from '../archive/journal.js';
import { BroadcastPackager } from '../package/broadcast-packager.js';
import { PlaylistPublisher } from '../publish/playlist-publisher.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { FeedEnd, ProgrammeFeed } from './feed.js';
import { FeedRunner, type PlanWish } from './feed-runner.js';
import { EndTimer } from './end-timer.js';
import { ReconnectWindow } from './reconnect-window.js';
import { BroadcastMonitor } from './broadcast-monitor.js';
import type { BroadcastDeps } from './broadcast-deps.js';
import { describeBroadcast, goneRungs } from './describe-broadcast.js';
import { sourceReason } from './source-reason.js';
import { reason, StageBoard } from './stage-board.js';

/**
 * One broadcast from its first frame to its last: feeds come and go, the archive grows, the link stays. Its status moves
 * starting → live ⇄ reconnecting → ending → ended (or failed, when nothing was ever recorded).
 */
export class Broadcast {
  readonly #deps: BroadcastDeps;
  readonly #archive: BroadcastArchive;
  readonly #packager: BroadcastPackager;
  readonly #playlists: PlaylistPublisher;
  readonly #board = new StageBoard();
  readonly #monitor: BroadcastMonitor;
  readonly #window: ReconnectWindow;
  readonly #endTimer: EndTimer;
  #row: BroadcastRow;
  #runner: FeedRunner | null = null;
  #running: Promise<void> | null = null;
  #feed: ProgrammeFeed | null = null;
  #plan: LadderPlan | null = null;
  #ending: Promise<void> | null = null;
  #newestSequence = -1;
  #isSourceOver = false;
  #told: Promise<void> = Promise.resolve();

  constructor(deps: BroadcastDeps) {
    this.#deps = deps;
    this.#row = deps.row;
    this.#archive = new BroadcastArchive({
      ...deps,
      onSegment: (rendition, segment) => this.#onSegment(rendition, segment),
      onFailure: (error) => this.#onArchiveFailure(error),
    });
    this.#packager = new BroadcastPackager({ ...deps, archive: this.#archive, watcher: deps.audience?.watcher });
    this.#monitor = new BroadcastMonitor({
      clock: deps.clock,
      board: this.#board,
      archive: this.#archive,
      feed: () => this.#feed,
      run: () => this.#runner?.current ?? null,
      plan: () => this.#plan,
      onTick: () => this.#publishState(),
      onArchiveStalled: (error) => this.#onArchiveFailure(error),
    });
    this.#window = new ReconnectWindow({
      clock: deps.clock,
      onClosed: () => {
        deps.onNotice('info', sourceReason(this.#row.programme, 'windowClosed'));
        void this.end();
      },
    });
    this.#endTimer = new EndTimer({
      clock: deps.clock,
      programmeSeconds: () => this.#runner?.current?.packing.programmeSeconds ?? null,
      onDue: () => void this.end(),
    });
    this.#playlists = new PlaylistPublisher({
      ...deps,
      broadcast: deps.row,
      timelines: () => this.#archive.timelines,
      onPlayable: () => this.#onPlayable(),
      onDiskFull: (error) => this.#onArchiveFailure(error),
    });
  }

  get row(): BroadcastRow {
    return this.#row;
  }

  get isPlayable(): boolean {
    return this.#playlists.isPlayable;
  }

  /** Takes a feed on air when the one before it is packed to its end. False: the broadcast ends by then, or nobody wants it. */
  async attachWhenFree(feed: ProgrammeFeed, isWanted: () => boolean = () => true): Promise<boolean> {
    for (;;) {
      await this.#running;
      if (this.#ending !== null || !isWanted()) return false;
      if (this.#runner !== null) continue;
      this.#attach(feed);
      return true;
    }
  }

  /** Writes the intent to record. `resume`: the engine died during it; the reconnect window goes on from the last media. */
  async start(resume?: { readonly windowMs: number }): Promise<void> {
    await this.#archive.create();
    if (this.#ending !== null) return;
    if (resume !== undefined) {
      await this.#playlists.resume();
      this.#openWindow(resume.windowMs);
      // the first row makes the link open: whoever looks finds it
      await this.#told;
    } else {
      this.#board.set('ingest', 'starting', sourceReason(this.#row.programme, 'waiting'));
      this.#setRow({});
    }
    this.#monitor.start();
  }

  #attach(feed: ProgrammeFeed): void {
    this.#window.close();
    this.#feed = feed;
    this.#board.feedAttached();
    // to viewers a broadcast that was live stays on: it goes on with the next keyframe
    this.#setRow({ status: this.#row.liveAtMs === null ? 'starting' : 'reconnecting' });
    this.#runner = new FeedRunner({
      ...this.#deps,
      feed,
      plan: (wish) => this.#deps.plan(feed, wish),
      packager: this.#packager,
      partSeconds: this.#row.partSeconds,
      onPlan: (plan, wish) => this.#onPlan(feed, plan, wish),
      onTrouble: (why) => this.#onRunTrouble(why),
      onRunning: () => this.#onRunning(),
    });
    this.#running = this.#runner
      .run()
      .then((end) => this.#onFeedOver(end))
      .catch((error: unknown) => this.#onHopeless(error));
  }

  /** The source has said that it is over: the broadcast ends as soon as all of it is packed. */
  sourceOver(): void {
    this.#isSourceOver = true;
    this.#setRow({ reconnectWindowSeconds: 0 });
    if (this.#runner === null) void this.end();
  }

  rewrite = (words: Partial<BroadcastWords>): void => this.#setRow(words);

  /** Ends by itself once this much programme has been packed. */
  endAfter = (seconds: number): void => this.#endTimer.set(seconds);

  /** Ends the broadcast: everything packed, every playlist final. Safe to call again. Never rejects. */
  end(): Promise<void> {
    this.#ending ??= this.#end().catch((error: unknown) => {
      this.#deps.logger.error({ err: error, broadcast: this.#row.id }, 'broadcast did not end cleanly');
      this.#deps.onEnded(this.#row);
    });
    return this.#ending;
  }

  async #end(): Promise<void> {
    this.#window.close();
    this.#endTimer.cancel();
    this.#runner?.stop();
    this.#feed?.release();
    this.#tryRow({ status: 'ending' });
    await this.#running;
    this.#monitor.stop();
    await this.#archive.settle();
    if (await this.#archive.mend()) this.#row = { ...this.#row, repaired: true };
    const hasMedia = this.#archive.timelines.some((timeline) => timeline.segments.length > 0);
    let isWhole = true;
    if (hasMedia) {
      await this.#playlists.finish().catch((error: unknown) => {
        isWhole = false;
        this.#onArchiveFailure(error);
      });
    }
    // what was cut off ended with its last frame, not when it was found
    const endedAtMs = (this.#row.repaired ? this.#row.lastMediaAtMs : null) ?? this.#deps.clock.now();
    const totals = this.#deps.journal.totals(this.#row.id);
    // without its final playlists it stays `ending`: the next start finishes it
    if (isWhole) this.#tryRow({ status: hasMedia ? 'ended' : 'failed', endedAtMs, ...totals });
    this.#deps.onEnded(this.#row);
  }

  /** The end goes on whatever the journal can still write. */
  #tryRow(change: Partial<BroadcastRow>): void {
    try {
      this.#setRow(change);
    } catch (error) {
      this.#deps.logger.error({ err: error, broadcast: this.#row.id }, 'journal not written');
    }
  }

  #onPlan(feed: ProgrammeFeed, ladder: LadderPlan, wish: PlanWish): void {
    this.#plan = ladder;
    const { audience, segmentSeconds } = this.#deps;
    audience?.planned({ broadcastId: this.#row.id, feed, ladder, segmentSeconds });
    const news = this.#board.planned(wish, goneRungs(this.#archive.timelines, ladder));
    if (news !== null) this.#deps.onNotice('warning', news);
  }

  #onRunning(): void {
    this.#board.running(this.#plan?.encodeReason ?? null, this.isPlayable);
    this.#setRow(this.isPlayable ? { status: 'live' } : {});
  }

  #onRunTrouble(why: Reason): void {
    this.#board.set('transcode', 'starting', why);
    this.#deps.onNotice('warning', why);
    this.#publishState();
  }

  #onFeedOver(end: FeedEnd | 'stopped'): void {
    this.#runner = null;
    this.#feed = null;
    if (this.#ending !== null || end === 'stopped') return;
    this.#board.feedOver();
    const windowMs = this.#row.reconnectWindowSeconds * 1000;
    if (end === 'ended' || windowMs === 0) {
      if (!this.#isSourceOver) this.#deps.onNotice('info', reason('broadcast.ended-by-source'));
      return void this.end();
    }
    const { programme, reconnectWindowSeconds: seconds } = this.#row;
    this.#deps.onNotice('warning', sourceReason(programme, 'lost', { seconds }));
    this.#openWindow(windowMs);
  }

  #onHopeless(error: unknown): void {
    this.#runner = null;
    this.#feed?.release();
    this.#feed = null;
    this.#fail('transcode', toAppError(error, 'transcode.failed'));
  }

  #onArchiveFailure(error: unknown): void {
    if (this.#board.stages.package.status !== 'failed')
      this.#fail('package', toAppError(error, 'archive.write-failed'));
  }

  /** Nothing more can be recorded: says why and ends with what there is. */
  #fail(stage: 'transcode' | 'package', { code, details }: AppError): void {
    if (code === 'disk.full') this.#deps.reserve.release();
    const why = reason(code, details);
    this.#board.set(stage, 'failed', why);
    this.#deps.onNotice('error', why);
    this.#publishState();
    if (this.#ending === null) void this.end();
  }

  #openWindow(windowMs: number): void {
    this.#window.open(windowMs);
    const seconds = Math.round(windowMs / 1000);
    this.#board.set('ingest', 'degraded', sourceReason(this.#row.programme, 'lost', { seconds }));
    this.#setRow({ status: 'reconnecting' });
  }

  #onSegment(rendition: string, segment: SegmentRow): void {
    if (segment.state === 'closed' && segment.sequence > this.#newestSequence) {
      this.#newestSequence = segment.sequence;
      this.#row = { ...this.#row, lastMediaAtMs: this.#deps.clock.now() };
      this.#deps.journal.updateBroadcast(this.#row.id, { lastMediaAtMs: this.#row.lastMediaAtMs });
    }
    this.#deps.onSegment(segment);
    this.#playlists.onSegment(rendition, segment).catch((error: unknown) => {
      this.#deps.logger.error({ err: error, rendition }, 'segment not published');
      this.#board.set('publish', 'failed', reason('archive.write-failed'));
    });
  }

  #onPlayable(): void {
    this.#board.set('publish', 'ok');
    const liveAtMs = this.#row.liveAtMs ?? this.#deps.clock.now();
    // after a crash the link plays before the encoder is back
    const status = this.#runner === null ? this.#row.status : 'live';
    this.#setRow(this.#ending === null ? { status, liveAtMs } : { liveAtMs });
    this.#deps.onPlayable();
  }

  #setRow(change: Partial<BroadcastRow>): void {
    this.#row = { ...this.#row, ...change };
    this.#deps.journal.updateBroadcast(this.#row.id, change);
    const { isPlayable, hasDvr } = this.#playlists;
    const facts = { isPlayable, hasDvr, hasPoster: this.#deps.hasPoster(this.#row) };
    this.#told = this.#deps.onRow(this.#row, facts).then(() => this.#publishState());
    this.#publishState();
  }

  #publishState(): void {
    this.#deps.onState(
      describeBroadcast({
        ...{ row: this.#row, links: this.#deps.links(this.#row) },
        publication: this.#deps.publication(this.#row.id),
        ...{ feed: this.#feed, run: this.#runner?.current ?? null },
        ...{ plan: this.#plan, archive: this.#archive, stages: this.#board.stages },
        reconnectUntilMs: this.#window.untilMs,
        ...{ lagSeconds: this.#monitor.lagSeconds, cpuCores: this.#deps.cpuCores() },
      }),
    );
  }
}
