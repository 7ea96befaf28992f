import type { BroadcastRow, Journal } from '../archive/journal.js';
import { fileNames } from '../archive/layout.js';
import { renderMasterPlaylist } from '../package/master-playlist.js';
import { RenditionTimeline } from '../package/rendition-timeline.js';
import { masterVariants } from './master-variants.js';

/** The master playlist of an ended broadcast as the channel's permanent stream URL names it. */
export function archivedMaster(journal: Pick<Journal, 'renditions' | 'segments'>, row: BroadcastRow): string {
  const timelines = journal
    .renditions(row.id)
    .map((rendition) => new RenditionTimeline(rendition, journal.segments(row.id, rendition.name)));
  const { targetDurationSeconds } = row;
  return renderMasterPlaylist({
    ...masterVariants(timelines, { targetDurationSeconds, ended: true }),
    base: `b/${row.id}/`,
    mediaFile: fileNames.live,
  });
}
