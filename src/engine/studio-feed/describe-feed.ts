import { visibilityOf, type FeedHello, type FeedPurpose, type StudioFeed } from '../../shared/feed.js';
import type { BroadcastRow } from '../archive/journal.js';

const purposes: readonly FeedPurpose[] = ['live', 'record', 'rehearse'];

/** The feed as the studio shows it: from who sends, and from the broadcast that may wait for whoever does. */
export function describeFeed(from: {
  readonly line: { readonly hello: FeedHello; readonly isSending: boolean } | null;
  /** The broadcast that is on, whatever its programme. */
  readonly row: Pick<BroadcastRow, 'showId' | 'status' | 'visibility'> | null;
  /** Shows whose end was told: their broadcast is packed to its end, and waits for nobody. */
  readonly over: ReadonlySet<string>;
  readonly bitrate: number | null;
}): StudioFeed {
  const { line, row } = from;
  if (line !== null) {
    const { studioId, showId } = line.hello;
    // whoever comes back to a show may say what he likes: it stays what it was
    const purpose = row?.showId === showId ? purposeOf(row) : line.hello.purpose;
    const status = line.isSending ? 'sending' : 'starting';
    return { status, purpose, studioId, showId, bitrate: from.bitrate };
  }
  if (row === null || row.showId === null || row.status === 'ending' || from.over.has(row.showId)) {
    return { status: 'idle', purpose: null, studioId: null, showId: null, bitrate: null };
  }
  return { status: 'broken', purpose: purposeOf(row), studioId: null, showId: row.showId, bitrate: null };
}

function purposeOf({ visibility }: Pick<BroadcastRow, 'visibility'>): FeedPurpose | null {
  return purposes.find((each) => visibilityOf[each] === visibility) ?? null;
}
