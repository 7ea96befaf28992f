import type { Publication } from '../shared/publication.js';
import type { BroadcastSummary } from '../engine/engine-api.js';
import { count, formatBytes } from './amounts.js';
import { formatDuration } from './status-line.js';
import { describeBacklog, isUnreadable } from './upload-line.js';

/** What became of a broadcast, for people. `publication` null: it stayed on this computer. */
export function describeSummary(summary: BroadcastSummary, publication: Publication | null): readonly string[] {
  const rungs = summary.renditions.filter((rendition) => rendition.height !== null).map((rendition) => rendition.name);
  const made = rungs.length === 0 ? 'sound only' : rungs.join(' ');
  const lost = summary.lostSegments === 0 ? '' : `, ${summary.lostSegments} LOST`;
  return [
    `Ended after ${formatDuration(summary.durationSeconds)}: ${made}, ${count(summary.segments, 'segment')}${lost}`,
    `Recording: ${summary.archiveDir}`,
    ...(publication === null ? [] : [describePublished(publication)]),
  ];
}

function describePublished(publication: Publication): string {
  const { destinationName, objects, bytes, retries, status } = publication;
  const tries = retries === 0 ? '' : `, ${count(retries, 'retry').replace(/ys$/, 'ies')}`;
  const done = `${count(objects, 'object')}, ${formatBytes(bytes)}${tries}`;
  if (status === 'complete') return `Published: all of it is at ${destinationName} (${done})`;
  if (isUnreadable(publication)) {
    return `Stored at ${destinationName} (${done}), but not to be read through its public address: viewers get nothing yet`;
  }
  const rest = publication.backlogObjects === 0 ? 'the last playlists' : describeBacklog(publication);
  return `NOT complete at ${destinationName}: ${rest} still to upload (so far ${done})`;
}
