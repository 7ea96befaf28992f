import type { Publication, PublicationStatus } from '../shared/publication.js';
import type { StudioState } from '../shared/studio-state.js';
import { count, formatBitrate, formatBytes } from './amounts.js';

const overStatuses: readonly PublicationStatus[] = ['complete', 'removing', 'removed'];

/** How a broadcast stands at its destination; null for one that stays on this computer. */
export function publicationOf(state: StudioState, broadcastId: string): Publication | null {
  if (state.broadcast?.id === broadcastId) return state.broadcast.publication;
  const publications = state.recordings.find(({ id }) => id === broadcastId)?.publications ?? [];
  return publications.find(({ status }) => !overStatuses.includes(status)) ?? publications[0] ?? null;
}

/** The publication of a broadcast that is over while the rest of it is still on its way; null otherwise. */
export function drainOf(state: StudioState, broadcastId: string): Publication | null {
  if (state.broadcast?.id === broadcastId && state.broadcast.publication?.status !== 'completing') return null;
  const publication = publicationOf(state, broadcastId);
  return publication === null || overStatuses.includes(publication.status) ? null : publication;
}

/** All of it is stored, it was looked at, and viewers cannot read it; why not is in its reason. */
export function isUnreadable({ status, backlogObjects, isVerified, reason }: Publication): boolean {
  return status === 'completing' && backlogObjects === 0 && !isVerified && reason !== null;
}

/** The upload as a part of the status line. */
export function describeUpload(publication: Publication): string {
  const { status, uploadBitrate, lagSeconds } = publication;
  if (status === 'blocked') return 'upload: waiting';
  if (status === 'held') return 'upload: held by another studio';
  const rate = uploadBitrate === null ? null : formatBitrate(uploadBitrate);
  if (status === 'starting') {
    return isWaiting(publication) ? 'upload: starting' : 'upload: not to be read by viewers';
  }
  const late = lagSeconds !== null && status === 'behind' ? `${Math.round(lagSeconds)} s late` : null;
  const backlog =
    status === 'behind' && publication.backlogObjects > 0 ? `${describeBacklog(publication)} to go` : null;
  const parts = [rate, late, backlog].filter((part) => part !== null);
  return `upload: ${parts.length === 0 ? 'ok' : parts.join(', ')}`;
}

/** What is still on its way after the end, in one line. */
export function describeRest(publication: Publication): string {
  const { backlogObjects, status, uploadBitrate } = publication;
  const what = backlogObjects === 0 ? 'the last playlists' : describeBacklog(publication);
  const rate = uploadBitrate === null || uploadBitrate === 0 ? '' : ` (${formatBitrate(uploadBitrate)})`;
  return `Uploading the rest: ${what}${status === 'blocked' || status === 'held' ? ', waiting' : rate}`;
}

/** `12 segments, 14 MB`. */
export function describeBacklog({ backlogObjects, backlogBytes }: Publication): string {
  return `${count(backlogObjects, 'segment')}, ${formatBytes(backlogBytes)}`;
}

/** It has just begun: nothing speaks against it yet. */
function isWaiting({ reason }: Publication): boolean {
  return reason === null || reason.code === 'publish.first-segment' || reason.code === 'publish.verifying';
}
