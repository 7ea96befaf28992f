import type { Reason } from '../../../shared/domain.js';
import type { FeedPurpose, StudioFeed } from '../../../shared/feed.js';
import type { ActiveBroadcast, Recording, StudioState } from '../../../shared/studio-state.js';
import type { Visibility } from '../../../shared/visibility.js';
import { isOwnProgramme } from '../../app/is-own-programme.js';
import type { StudioMediaState } from '../../media/studio-media.js';
import type { ShowView } from './show-view.js';

/** Where the studio's own show stands, as the creator sees it: one thing at a time. */
export type LivePhase =
  | { readonly kind: 'off' }
  /** Something else is on air: an encoder, a test, an address. */
  | { readonly kind: 'busy'; readonly broadcast: ActiveBroadcast }
  /** Another page or computer sends this studio's show. */
  | {
      readonly kind: 'elsewhere';
      readonly broadcast: ActiveBroadcast | null;
      /** What can be sent from here instead; null: it just begins. */
      readonly show: ShowView['show'];
    }
  /** Nobody sends; the show can be gone on with from here until its window closes. */
  | {
      readonly kind: 'broken';
      readonly showId: string;
      readonly purpose: FeedPurpose;
      readonly broadcast: ActiveBroadcast;
    }
  | { readonly kind: 'connecting'; readonly purpose: FeedPurpose }
  | { readonly kind: 'starting'; readonly purpose: FeedPurpose }
  | { readonly kind: 'live'; readonly purpose: FeedPurpose; readonly broadcast: ActiveBroadcast }
  /** On air, and nothing comes through at the moment. */
  | { readonly kind: 'interrupted'; readonly purpose: FeedPurpose; readonly broadcast: ActiveBroadcast }
  /** The end was asked for, and can still be taken back until `atMs`. */
  | {
      readonly kind: 'leaving';
      readonly purpose: FeedPurpose;
      readonly broadcast: ActiveBroadcast;
      readonly atMs: number;
    }
  | { readonly kind: 'ending' }
  | { readonly kind: 'refused'; readonly reason: Reason | null }
  | { readonly kind: 'ended'; readonly purpose: FeedPurpose; readonly recording: Recording };

export interface PhaseFacts {
  readonly feed: StudioMediaState['feed'];
  readonly studioFeed: StudioFeed;
  readonly broadcast: ActiveBroadcast | null;
  readonly recordings: StudioState['recordings'];
  readonly view: ShowView;
}

/** The phase that these facts make. What this page has begun comes before what the engine has not told yet. */
export function livePhase({ feed, studioFeed, broadcast, recordings, view }: PhaseFacts): LivePhase {
  const active = broadcast !== null && broadcast.status !== 'ended' && broadcast.status !== 'failed' ? broadcast : null;
  const own = active !== null && isOwnProgramme(active) ? active : null;
  if (active !== null && own === null) return { kind: 'busy', broadcast: active };
  if (view.show === null) return withoutShow({ feed, studioFeed, own, recordings, view });
  const { purpose } = view.show;
  if (view.isEnding || own?.status === 'ending') return { kind: 'ending' };
  if (own === null) return { kind: feed.status === 'sending' ? 'starting' : 'connecting', purpose };
  if (view.endsAtMs !== null) return { kind: 'leaving', purpose, broadcast: own, atMs: view.endsAtMs };
  if (own.status === 'waiting' || own.status === 'starting') return { kind: 'starting', purpose };
  const flows = own.status === 'live' && feed.status === 'sending';
  return { kind: flows ? 'live' : 'interrupted', purpose, broadcast: own };
}

interface ShowlessFacts extends Pick<PhaseFacts, 'feed' | 'studioFeed' | 'recordings' | 'view'> {
  readonly own: ActiveBroadcast | null;
}

function withoutShow({ feed, studioFeed, own, recordings, view }: ShowlessFacts): LivePhase {
  if (own !== null) {
    if (own.status === 'ending') return { kind: 'ending' };
    const { showId, status } = studioFeed;
    if (status === 'broken' && showId !== null) {
      return { kind: 'broken', showId, purpose: purposeOf(own.visibility), broadcast: own };
    }
    const show = showId === null ? null : { showId, purpose: purposeOf(own.visibility) };
    return { kind: 'elsewhere', broadcast: own, show };
  }
  if (studioFeed.status === 'starting' || studioFeed.status === 'sending')
    return { kind: 'elsewhere', broadcast: null, show: null };
  if (feed.status === 'refused') return { kind: 'refused', reason: feed.reason };
  const { last } = view;
  const recording = last === null ? undefined : recordings.find(({ id }) => id === last.broadcastId);
  if (last === null || recording === undefined || recording.status === 'live') return { kind: 'off' };
  return { kind: 'ended', purpose: last.purpose, recording };
}

/** What a broadcast of this visibility was begun for. */
export function purposeOf(visibility: Visibility): FeedPurpose {
  if (visibility === 'public') return 'live';
  return visibility === 'private' ? 'record' : 'rehearse';
}
