import type { Broadcast } from '../data/published.js';
import type { ReadingOutcome } from '../data/poll-delay.js';
import type { ProblemCode } from './problems.js';

/** How the picture is doing. `starved`: it should play and has nothing to play. */
export type MediaStatus = 'loading' | 'ready' | 'starved' | 'finished';

/** A failure under repair (`final: false`) or one that waits for the viewer. */
export interface Trouble {
  readonly problem: ProblemCode;
  readonly final: boolean;
}

export interface WatchState {
  readonly feed: 'loading' | ReadingOutcome;
  /** The last good reading. */
  readonly broadcast: Broadcast | null;
  /** What the player has loaded. `recording`: from the start, once everything is there. */
  readonly source: 'none' | 'live' | 'recording';
  /** Grows when the source must be loaded (anew). */
  readonly load: number;
  readonly media: MediaStatus;
  readonly trouble: Trouble | null;
  /** The playlists say that the end is there. */
  readonly complete: boolean;
}

export type WatchEvent =
  | { readonly type: 'reading'; readonly outcome: 'ok'; readonly broadcast: Broadcast }
  | { readonly type: 'reading'; readonly outcome: Exclude<ReadingOutcome, 'ok'> }
  | { readonly type: 'media'; readonly media: MediaStatus }
  | { readonly type: 'trouble'; readonly trouble: Trouble | null }
  | { readonly type: 'complete' }
  | { readonly type: 'starved-too-long' }
  | { readonly type: 'watch-from-start' }
  | { readonly type: 'try-again' };

export const initialWatchState: WatchState = {
  feed: 'loading',
  broadcast: null,
  source: 'none',
  load: 0,
  media: 'loading',
  trouble: null,
  complete: false,
};

function loading(state: WatchState, source: 'live' | 'recording'): WatchState {
  return { ...state, source, load: state.load + 1, media: 'loading', trouble: null, complete: false };
}

/** The next state. Pure; the session acts on what changed. */
export function nextWatchState(state: WatchState, event: WatchEvent): WatchState {
  switch (event.type) {
    case 'reading': {
      if (event.outcome !== 'ok') return { ...state, feed: event.outcome };
      const read: WatchState = { ...state, feed: 'ok', broadcast: event.broadcast };
      if (read.source !== 'none' || !event.broadcast.playable || event.broadcast.state === 'waiting') return read;
      return loading(read, event.broadcast.state === 'ended' ? 'recording' : 'live');
    }
    case 'media':
      // An element told to play says that it waits before it has had anything: that is still the beginning.
      if (event.media === 'starved' && state.media === 'loading') return state;
      return { ...state, media: event.media, trouble: event.media === 'ready' ? null : state.trouble };
    case 'trouble':
      return { ...state, trouble: event.trouble };
    case 'complete':
      return { ...state, complete: true };
    case 'starved-too-long':
      // The studio has said that it is over, and what it may have failed to publish will not come.
      return state.broadcast?.state === 'ended' && state.media === 'starved' ? { ...state, media: 'finished' } : state;
    case 'watch-from-start':
      return state.broadcast?.playable === true ? loading(state, 'recording') : state;
    case 'try-again':
      return state.source === 'none' ? state : loading(state, state.source);
  }
}

/** What the viewer sees over (or instead of) the picture. */
export type Screen =
  | { readonly kind: 'opening' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'playing'; readonly overlay: 'none' | 'buffering' | 'paused-stream' | 'connection' }
  | { readonly kind: 'finished'; readonly of: 'stream' | 'recording' }
  | { readonly kind: 'problem'; readonly problem: ProblemCode };

/** What to show in a state. Pure. */
export function screenOf(state: WatchState): Screen {
  if (state.source === 'none') return screenWithoutSource(state);
  if (state.media === 'finished') return { kind: 'finished', of: state.source === 'live' ? 'stream' : 'recording' };
  if (state.trouble?.final === true) return { kind: 'problem', problem: state.trouble.problem };
  if (state.media === 'ready') return { kind: 'playing', overlay: 'none' };
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
