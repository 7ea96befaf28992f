import type { Source } from '../watch/watch-state.js';
import type { SeekRange } from './playback.js';

/** What lies farther than this before 0 is not in this player. */
const backBeforeSeconds = 0.5;

/** A media playlist as hls.js keeps it (LevelDetails); seconds of the video element. */
export interface ListedMedia {
  readonly live: boolean;
  readonly edge: number;
  readonly fragmentStart: number;
  readonly targetduration: number;
  readonly fragments: readonly { readonly duration: number }[];
}

export interface ListSituation {
  readonly mode: Source;
  /** Where hls.js would play live; null: not known. */
  readonly livePosition: number | null;
  /** Where the broadcast began, seconds of the video element; null: not known. */
  readonly origin: number | null;
  /** What is older than the window can be had elsewhere. */
  readonly hasHistory: boolean;
}

/** Where the viewer may go: in the whole broadcast where all of it can be had, in this player or elsewhere. Pure. */
export function rangeOf(list: ListedMedia, situation: ListSituation): SeekRange {
  const start = startOf(list, situation);
  const end = list.live && situation.mode === 'live' ? (situation.livePosition ?? list.edge) : list.edge;
  return { start, end: Math.max(start, end) };
}

/** False: this place has to be loaded elsewhere. Pure. */
export function isWithin(list: ListedMedia, situation: ListSituation, seconds: number): boolean {
  if (list.live) return seconds >= Math.max(0, list.fragmentStart);
  // close to 0 lie many segments at once (below)
  return startOf(list, situation) > -backBeforeSeconds || seconds >= list.targetduration * 2;
}

function startOf(list: ListedMedia, { mode, origin, hasHistory }: ListSituation): number {
  // When the window becomes the whole recording, hls.js gives all that was before the page's first segment the time 0.
  if (!list.live) return list.edge - list.fragments.reduce((sum, { duration }) => sum + duration, 0);
  const first = Math.max(0, list.fragmentStart);
  return mode === 'live' && origin !== null && hasHistory ? Math.min(first, origin) : first;
}
