import type { Publication } from '../../shared/publication.js';
import type { Journal } from '../archive/journal.js';
import { layout, toDiskPath } from '../archive/layout.js';
import type { BroadcastSummary } from '../engine-api.js';
import { broadcastLinks, type BaseUrls } from '../links.js';
import { RenditionTimeline } from '../package/rendition-timeline.js';
import { masterVariants } from '../publish/master-variants.js';

/** The facts of one broadcast for `--json`; null when there is nothing to play. */
export function summarize(from: {
  readonly journal: Journal;
  readonly archiveRoot: string;
  readonly bases: BaseUrls;
  readonly broadcastId: string;
  readonly publication: Publication | null;
  /** Its page in the creator's bucket; null where it is published on this computer only. */
  readonly publicUrl: string | null;
}): BroadcastSummary | null {
  const { journal, broadcastId } = from;
  const row = journal.broadcast(broadcastId);
  if (row === null) return null;
  const timelines = journal
    .renditions(broadcastId)
    .map((rendition) => new RenditionTimeline(rendition, journal.segments(broadcastId, rendition.name)));
  const top = timelines[0];
  const link = broadcastLinks(from.bases, row).find(({ reach }) => reach === 'computer');
  if (top === undefined || top.segments.length === 0 || link === undefined) return null;
  const viewerUrl = from.publicUrl ?? link.url;
  const { targetDurationSeconds } = row;
  const { variants } = masterVariants(timelines, { targetDurationSeconds, ended: row.status === 'ended' });
  const durationTicks = top.segments.reduce((sum, segment) => sum + segment.durationTicks, 0);
  return {
    broadcastId,
    viewerUrl,
    masterUrl: viewerUrl.replace(/index\.html$/, 'master.m3u8'),
    archiveDir: toDiskPath(from.archiveRoot, layout.broadcast(row.channel, row.id)),
    durationSeconds: Math.round((durationTicks / top.row.timescale) * 1000) / 1000,
    renditions: timelines.map(({ row: rendition, segments }) => {
      const { name, width, height, fps, codecs, copied, timescale } = rendition;
      const variant = variants.find((candidate) => candidate.name === name);
      const ticks = segments.reduce((sum, segment) => sum + segment.durationTicks, 0);
      const bytes = segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
      const own = ticks === 0 ? 0 : (bytes * 8 * timescale) / ticks;
      const averageBandwidth = Math.ceil(variant?.averageBandwidth ?? own);
      return { name, width, height, fps, codecs, averageBandwidth, copied };
    }),
    ...countSequences(timelines),
    published: from.publication === null ? null : publishedOf(from.publication),
  };
}

function publishedOf(publication: Publication): BroadcastSummary['published'] {
  const { destinationName, objects, bytes, retries, backlogObjects } = publication;
  return { destination: destinationName, objects, bytes, retries, backlog: backlogObjects };
}

/**
 * A gap in one rung is a rung given up, or one that joined later, whichever rung that is: programme is lost where no picture
 * at all is there. Without any picture the sound counts.
 */
function countSequences(timelines: readonly RenditionTimeline[]): { segments: number; lostSegments: number } {
  const pictures = timelines.filter(({ row }) => row.kind === 'video');
  const all = (pictures.length > 0 ? pictures : timelines).flatMap((timeline) => timeline.segments);
  const known = new Set(all.map(({ sequence }) => sequence));
  const present = new Set(all.filter(({ state }) => state === 'closed').map(({ sequence }) => sequence));
  return { segments: present.size, lostSegments: known.size - present.size };
}
