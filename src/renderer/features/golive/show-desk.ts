import type { StoreApi } from 'zustand';
import type { FeedPurpose } from '../../../shared/feed.js';
import { keyframeSecondsFor } from '../../../shared/keyframes.js';
import { latencyProfiles } from '../../../shared/latency-profiles.js';
import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import { isOwnProgramme } from '../../app/is-own-programme.js';
import { defaultCanvas } from './default-canvas.js';
import type { ProgrammeFigures } from '../../media/protocol.js';
import type { StudioMedia } from '../../media/studio-media.js';
import { ObservableValue } from '../../stores/observable-value.js';
import type { StudioView } from '../../stores/studio-store.js';
import { automaticBitrate } from './automatic-bitrate.js';
import { livePhase, purposeOf, type LivePhase } from './live-phase.js';
import { LossCount } from './loss-count.js';
import { countsOf, countsSince, lossesIn, noPictures, type ProgrammeLosses } from './programme-losses.js';
import type { RememberedShow, ShowMemory } from './show-memory.js';
import { maxTrend, noShow, type ShowView } from './show-view.js';

/** For so long the end can be taken back. */
export const undoEndMs = 5_000;
/** A rehearsal ends by itself. */
export const rehearsalMs = 20_000;
/** An end by command that did not come about is asked for again after so long. */
const endAgainMs = 2_000;

interface ShowDeskOptions {
  readonly media: Pick<StudioMedia, 'state' | 'subscribe' | 'goLive' | 'stop' | 'pause'>;
  readonly store: StoreApi<StudioView>;
  /** Has the programme composed, whatever page is open. */
  readonly compose: () => void;
  /** Ends a broadcast that nothing is sent to any more. Resolves when that was answered, or failed. */
  readonly endBroadcast: (broadcastId: string) => Promise<void>;
  readonly memory: ShowMemory;
  readonly nowMs: () => number;
  /** Calls back once, unless it is cancelled. */
  readonly after: (ms: number, done: () => void) => () => void;
}

/** Begins and ends the show of this page. It outlives the components: another page of the studio changes nothing of it. */
export class ShowDesk {
  readonly view = new ObservableValue<ShowView>(noShow);
  readonly #options: ShowDeskOptions;
  readonly #unsubscribe: (() => void)[] = [];
  #cancelEnd: (() => void) | null = null;
  #cancelRehearsal: (() => void) | null = null;
  #isCommanding = false;
  #ownId: string | null = null;
  #lastFigures: ProgrammeFigures | null = null;
  #count: LossCount | null = null;

  constructor(options: ShowDeskOptions) {
    this.#options = options;
  }

  start(): void {
    const { media, store } = this.#options;
    this.#unsubscribe.push(
      store.subscribe(() => this.#follow()),
      media.subscribe(() => this.#follow()),
    );
    this.#options.memory.open(() => this.#follow());
    this.#follow();
  }

  stop(): void {
    this.#options.memory.close();
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    this.#cancelEnd?.();
    this.#cancelRehearsal?.();
  }

  phase(): LivePhase {
    const { state } = this.#options.store.getState();
    if (state === null) return { kind: 'off' };
    const { studioFeed, broadcast, recordings } = state;
    return livePhase({
      feed: this.#options.media.state().feed,
      studioFeed,
      broadcast,
      recordings,
      view: this.view.get(),
    });
  }

  /** Begins a show. Nothing while one is on. */
  begin(purpose: FeedPurpose): void {
    const { kind } = this.phase();
    if (kind === 'off' || kind === 'refused' || kind === 'ended') this.#send(crypto.randomUUID(), purpose);
  }

  /** Goes on with the show from this page: with one that broke off, or instead of the page that sends it. */
  resume(): void {
    const phase = this.phase();
    if (phase.kind === 'broken') this.#send(phase.showId, phase.purpose);
    else if (phase.kind === 'elsewhere' && phase.show !== null) this.#send(phase.show.showId, phase.show.purpose);
  }

  /** Ends the show in `undoEndMs`. */
  askEnd(): void {
    const phase = this.phase();
    if (phase.kind === 'connecting' || phase.kind === 'starting') return this.endNow();
    if (phase.kind !== 'live' && phase.kind !== 'interrupted') return;
    this.#change({ endsAtMs: this.#options.nowMs() + undoEndMs });
    this.#cancelEnd = this.#options.after(undoEndMs, () => this.endNow());
  }

  undoEnd(): void {
    this.#cancelEnd?.();
    this.#cancelEnd = null;
    this.#change({ endsAtMs: null });
  }

  /** Says good-bye at once. A broadcast that nobody sends to is ended by command. */
  endNow(): void {
    const { media } = this.#options;
    const phase = this.phase();
    this.#cancelEnd?.();
    this.#cancelRehearsal?.();
    const isSending = media.state().feed.status === 'sending';
    const broken = phase.kind === 'broken' ? { showId: phase.showId, purpose: phase.purpose } : null;
    const show = this.view.get().show ?? broken;
    this.#change({ show, endsAtMs: null, isEnding: show !== null });
    media.stop();
    if (!isSending) this.#endByCommand();
    this.#follow();
  }

  /** The page is left: an end that was asked for comes now. The good-bye may be lost with the page, so the engine is told as well. */
  leave(): void {
    if (this.view.get().endsAtMs === null) return;
    this.endNow();
    this.#endByCommand();
  }

  /** The card of what is over is put away. */
  dismissLast(): void {
    this.#change({ last: null });
  }

  #send(showId: string, purpose: FeedPurpose): void {
    const { media, store, memory } = this.#options;
    const { state } = store.getState();
    if (state === null) return;
    const { studio, stream, video } = state.settings;
    const canvas = this.#canvas();
    // a broadcast keeps the length that it began with
    const { segmentSeconds } = state.broadcast?.figures ?? latencyProfiles[stream.latency];
    const own = memory.own?.showId === showId ? memory.own : null;
    const isPaused = own?.isPaused ?? false;
    this.#options.compose();
    const losses = this.#countOn(own, media.state().figures);
    this.#change({ ...noShow, show: { showId, purpose }, losses });
    // first: nothing goes out of what was behind the slate
    if (media.state().isPaused !== isPaused) media.pause(isPaused);
    media.goLive({
      showId,
      purpose,
      title: studio.title === '' ? null : studio.title,
      description: studio.description,
      videoBitrate: video.bitrate ?? automaticBitrate(canvas),
      keyframeSeconds: keyframeSecondsFor(segmentSeconds),
    });
  }

  /** After each change of the engine's state or the media's. */
  #follow(): void {
    const { state } = this.#options.store.getState();
    if (state === null) return;
    this.#sample();
    this.#takeUp();
    const active = state.broadcast !== null && isOwnProgramme(state.broadcast) ? state.broadcast : null;
    const isOver = active === null || active.status === 'ended' || active.status === 'failed';
    if (active !== null && !isOver) {
      this.#ownId = active.id;
      this.#watchRehearsal(active.visibility === 'unlisted', active.status === 'live');
    } else if (this.#ownId !== null) {
      const purpose = this.view.get().show?.purpose ?? this.#purposeOfRecording(this.#ownId);
      const last = { broadcastId: this.#ownId, purpose, losses: this.view.get().losses };
      this.#ownId = null;
      this.#over({ last });
    }
    this.#remember();
    const { feed } = this.#options.media.state();
    const { show, isEnding } = this.view.get();
    if (show === null) return;
    // it ended while the engine was away, or the good-bye was lost on its way
    const isWaiting = state.studioFeed.status === 'broken' && active?.status !== 'ending' && !isOver;
    if (isEnding && feed.status === 'off' && isWaiting) this.#endByCommand();
    if (feed.status === 'refused' || feed.status === 'replaced') this.#over({});
    else if (isEnding && feed.status === 'off' && active === null) this.#over({});
  }

  #over(change: Partial<ShowView>): void {
    this.#cancelEnd?.();
    this.#cancelRehearsal?.();
    this.#cancelRehearsal = null;
    this.#change({ show: null, endsAtMs: null, isEnding: false, losses: null, ...change });
    const { media, memory } = this.#options;
    memory.forget();
    // the slate was for its viewers
    if (media.state().isPaused) media.pause(false);
  }

  /** After a reload: what this tab sent goes on as soon as it composes again, or ends if that was asked for. */
  #takeUp(): void {
    const { memory, media, compose } = this.#options;
    const { own } = memory;
    if (own === null || this.view.get().show !== null) return;
    compose();
    const phase = this.phase();
    if (phase.kind !== 'broken' || phase.showId !== own.showId) return;
    const { showId, purpose } = phase;
    if (own.isEnding) this.#change({ show: { showId, purpose }, isEnding: true, losses: this.#countOn(own, null) });
    else if (media.state().figures !== null) this.resume();
  }

  #remember(): void {
    const { show, isEnding, endsAtMs } = this.view.get();
    if (show === null) return;
    const { isPaused } = this.#options.media.state();
    const pictures = this.#count?.kept ?? null;
    this.#options.memory.keep({ showId: show.showId, isPaused, isEnding: isEnding || endsAtMs !== null, pictures });
  }

  #endByCommand(): void {
    const { store, endBroadcast, after } = this.#options;
    const broadcast = store.getState().state?.broadcast ?? null;
    if (this.#isCommanding || broadcast === null || !isOwnProgramme(broadcast)) return;
    this.#isCommanding = true;
    void endBroadcast(broadcast.id).then(() =>
      // where it came about, the state has told by then
      after(endAgainMs, () => {
        this.#isCommanding = false;
        this.#follow();
      }),
    );
  }

  #watchRehearsal(isRehearsal: boolean, isLive: boolean): void {
    const isOurs = this.view.get().show !== null;
    if (!isRehearsal || !isLive || !isOurs || this.#cancelRehearsal !== null) return;
    this.#cancelRehearsal = this.#options.after(rehearsalMs, () => this.endNow());
  }

  #purposeOfRecording(id: string): FeedPurpose {
    const recording = this.#options.store.getState().state?.recordings.find((each) => each.id === id);
    return purposeOf(recording?.visibility ?? 'public');
  }

  #canvas(): Canvas {
    return this.#options.store.getState().state?.scenes.current?.collection.canvas ?? defaultCanvas;
  }

  /** Counts from now on, and on from what is remembered. What is lost until now. */
  #countOn(own: RememberedShow | null, figures: ProgrammeFigures | null): ProgrammeLosses {
    const { fps } = this.#canvas();
    this.#count = new LossCount({ before: own?.pictures ?? null, figures, fps, nowMs: this.#options.nowMs() });
    return this.#count.losses;
  }

  /** One sample per set of figures, which come each second. Null: the worker that told them is dead. */
  #sample(): void {
    const { figures } = this.#options.media.state();
    const before = this.#lastFigures;
    if (figures === before) return;
    this.#lastFigures = figures;
    const missing = this.#tally(figures);
    const isSame = figures !== null && before !== null && figures.composed >= before.composed;
    if (figures === null || (!isSame && missing === 0)) return;
    const counts = isSame ? countsSince(countsOf(figures), countsOf(before)) : noPictures;
    const losses = lossesIn({ ...counts, missing });
    const second = { losses, composeP95Ms: figures.composeP95Ms };
    this.#change({ trend: [...this.view.get().trend, second].slice(-maxTrend) });
  }

  /** Of the show, and of one that is over as long as its rest is sent: the engine's word may come before the worker's last figures. How many more are missing. */
  #tally(figures: ProgrammeFigures | null): number {
    const count = this.#count;
    if (count === null || this.#options.media.state().feed.status === 'off') return 0;
    const { missing } = count.losses;
    count.told(figures, this.#options.nowMs());
    const { losses } = count;
    const { show, last } = this.view.get();
    if (show !== null) this.#change({ losses });
    else if (last !== null && last.losses !== null) this.#change({ last: { ...last, losses } });
    return losses.missing - missing;
  }

  #change(change: Partial<ShowView>): void {
    this.view.set({ ...this.view.get(), ...change });
    this.#remember();
  }
}
