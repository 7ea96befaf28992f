import type { Broadcast } from '../data/published.js';
import type { ReadingOutcome } from '../data/poll-delay.js';
import type { ProblemCode } from './problems.js';

/** How the picture is doing. `starved`: it should play and has nothing to play. */
export type MediaStatus = 'loading' | 'ready' | 'starved' | 'finished';

export type Source = 'live' | 'history' | 'recording';

/** A failure under repair (`final: false`) or one that waits for the viewer. */
export interface Trouble {
  readonly problem: ProblemCode;
  readonly final: boolean;
}

export interface WatchState {
  readonly feed: 'loading' | ReadingOutcome;
  /** The last good reading. */
  readonly broadcast: Broadcast | null;
  /**
   * What the player has loaded. `history`: all that there is so far of a broadcast that goes on. `recording`: once everything
   * is there.
   */
  readonly source: 'none' | Source;
  /** Where to begin, seconds of the broadcast; null: at the live position, or where it begins. */
  readonly startAt: number | null;
  /** Grows when the source must be loaded (anew). */
  readonly load: number;
  readonly media: MediaStatus;
  readonly trouble: Trouble | null;
  /** The playlists say that the end is there. */
  readonly complete: boolean;
  /** Its studio has not said for long that it is there, and nothing comes. */
  readonly interrupted: boolean;
}

export type WatchEvent =
  | { readonly type: 'reading'; readonly outcome: 'ok'; readonly broadcast: Broadcast }
  | { readonly type: 'reading'; readonly outcome: Exclude<ReadingOutcome, 'ok'> }
  | { readonly type: 'media'; readonly media: MediaStatus }
  | { readonly type: 'trouble'; readonly trouble: Trouble | null }
  | { readonly type: 'complete' }
  | { readonly type: 'starved-too-long' }
  | { readonly type: 'studio'; readonly isSilent: boolean }
  /** Seconds of the broadcast. */
  | { readonly type: 'watch-at'; readonly seconds: number }
  /** The viewer has come, at `seconds`, to where the list of all there was so far ends. */
  | { readonly type: 'history-ran-out'; readonly seconds: number }
  | { readonly type: 'go-live' }
  | { readonly type: 'try-again' };

export const initialWatchState: WatchState = {
  feed: 'loading',
  broadcast: null,
  source: 'none',
  startAt: null,
  load: 0,
  media: 'loading',
  trouble: null,
  complete: false,
  interrupted: false,
};

function loading(state: WatchState, source: Source, startAt: number | null = null): WatchState {
  return { ...state, source, startAt, load: state.load + 1, media: 'loading', trouble: null, complete: false };
}

/** The next state. Pure; the session acts on what changed. */
export function nextWatchState(state: WatchState, event: WatchEvent): WatchState {
  switch (event.type) {
    case 'reading':
      return event.outcome === 'ok' ? afterReading(state, event.broadcast) : { ...state, feed: event.outcome };
    case 'media':
      // An element told to play says that it waits before it has had anything: that is still the beginning.
      if (event.media === 'starved' && state.media === 'loading') return state;
      return { ...state, media: event.media, trouble: event.media === 'ready' ? null : state.trouble };
    case 'trouble':
      return { ...state, trouble: event.trouble };
    case 'complete':
      return { ...state, complete: true, interrupted: false };
    case 'starved-too-long':
      // The studio has said that it is over, and what it may have failed to publish will not come.
      return state.broadcast?.state === 'ended' && state.media === 'starved' ? { ...state, media: 'finished' } : state;
    case 'studio':
      return { ...state, interrupted: event.isSilent && state.broadcast?.state !== 'ended' && !state.complete };
    case 'watch-at':
      return watchAt(state, event.seconds);
    case 'history-ran-out':
      return state.source === 'history' && !state.interrupted ? loading(state, 'live', event.seconds) : state;
    case 'go-live':
      return state.source === 'history' ? loading(state, 'live') : state;
    case 'try-again':
      return state.source === 'none' ? state : loading(state, state.source, state.startAt);
  }
}

function afterReading(state: WatchState, broadcast: Broadcast): WatchState {
  const isOver = broadcast.state === 'ended';
  const read: WatchState = { ...state, feed: 'ok', broadcast, interrupted: state.interrupted && !isOver };
  if (read.source !== 'none' || !broadcast.playable || broadcast.state === 'waiting') return read;
  if (isOver) return loading(read, 'recording', within(state.startAt, broadcast.durationSeconds));
  const isBack = state.startAt !== null && broadcast.hasHistory;
  return loading(read, isBack ? 'history' : 'live', state.startAt);
}

/** A link may lead to a time that was never filmed: from the beginning then. */
function within(startAt: number | null, durationSeconds: number | null): number | null {
  return startAt !== null && durationSeconds !== null && startAt >= durationSeconds ? null : startAt;
}

function watchAt(state: WatchState, seconds: number): WatchState {
  if (state.broadcast?.playable !== true) return state;
  const isWhole = state.broadcast.state === 'ended' || state.complete;
  return loading(state, isWhole ? 'recording' : 'history', seconds);
}

export type Overlay = 'none' | 'buffering' | 'paused-stream' | 'interrupted' | 'connection';

/** What the viewer sees over (or instead of) the picture. */
export type Screen =
  | { readonly kind: 'opening' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'playing'; readonly overlay: Overlay }
  | { readonly kind: 'finished'; readonly of: 'stream' | 'recording' }
  | { readonly kind: 'problem'; readonly problem: ProblemCode };

/** What to show in a state. Pure. */
export function screenOf(state: WatchState): Screen {
  if (state.source === 'none') return screenWithoutSource(state);
  if (state.media === 'finished')
    return { kind: 'finished', of: state.source === 'recording' ? 'recording' : 'stream' };
  if (state.trouble?.final === true) return { kind: 'problem', problem: state.trouble.problem };
  if (state.media === 'ready') return { kind: 'playing', overlay: 'none' };
  if (state.interrupted && state.feed !== 'unreachable') return { kind: 'playing', overlay: 'interrupted' };
  if (state.media === 'loading' && state.trouble?.problem === 'not-yet') return { kind: 'waiting' };
  if (state.trouble?.problem === 'connection' || state.feed === 'unreachable') {
    return state.media === 'loading'
      ? { kind: 'problem', problem: 'connection' }
      : { kind: 'playing', overlay: 'connection' };
  }
  if (state.media === 'starved' && state.broadcast?.state === 'reconnecting') {
    return { kind: 'playing', overlay: 'paused-stream' };
  }
  return state.media === 'loading' ? { kind: 'opening' } : { kind: 'playing', overlay: 'buffering' };
}

function screenWithoutSource(state: WatchState): Screen {
  if (state.broadcast !== null) {
    return state.broadcast.state === 'ended' && !state.broadcast.playable
      ? { kind: 'problem', problem: 'nothing-recorded' }
      : state.interrupted
        ? { kind: 'problem', problem: 'interrupted' }
        : { kind: 'waiting' };
  }
  switch (state.feed) {
    case 'missing':
      return { kind: 'problem', problem: 'not-found' };
    case 'invalid':
      return { kind: 'problem', problem: 'unreadable' };
    case 'unreachable':
      return { kind: 'problem', problem: 'connection' };
    case 'loading':
    case 'ok':
      return { kind: 'opening' };
  }
}
