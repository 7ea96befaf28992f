import type { FeedPurpose } from '../../../shared/feed.js';
import type { ProgrammeLosses } from './programme-losses.js';

/** How many seconds of figures are kept for the trends. */
export const maxTrend = 120;

/** What one second of the programme was like. */
export interface ProgrammeSecond {
  readonly losses: ProgrammeLosses;
  readonly composeP95Ms: number;
}

/** What this page knows of its own show, beside the engine's state and the media's. */
export interface ShowView {
  /** Begun here and not over yet. */
  readonly show: { readonly showId: string; readonly purpose: FeedPurpose } | null;
  /** When the show ends, after the creator asked for it; null: not asked. */
  readonly endsAtMs: number | null;
  /** The good-bye has been said; the engine packs what it has. */
  readonly isEnding: boolean;
  /** The show that was seen here last, once it is over. `losses`: while it was sent from here; null where it was not. */
  readonly last: {
    readonly broadcastId: string;
    readonly purpose: FeedPurpose;
    readonly losses: ProgrammeLosses | null;
  } | null;
  /** Of the show that this page sends, until now; null: it sends none. */
  readonly losses: ProgrammeLosses | null;
  /** The newest last. */
  readonly trend: readonly ProgrammeSecond[];
}

export const noShow: ShowView = {
  show: null,
  endsAtMs: null,
  isEnding: false,
  last: null,
  losses: null,
  trend: [],
};
