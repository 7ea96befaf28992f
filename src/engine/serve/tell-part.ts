import { isLowLatency } from '../../shared/low-latency.js';
import type { BroadcastRow } from '../archive/journal.js';
import { layout } from '../archive/layout.js';
import type { LivePart } from '../archive/live-part.js';
import type { Origin } from './origin.js';

/** Tells the origin of a part, where its broadcast is made for low latency: others are played as their playlists say. */
export function tellPart(origin: Pick<Origin, 'livePart'>, row: BroadcastRow, part: LivePart): void {
  if (!isLowLatency(row)) return;
  origin.livePart(layout.rendition(row.channel, row.id, part.rendition), row.partSeconds, part);
}
