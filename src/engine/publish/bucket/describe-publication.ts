import type { Reason } from '../../../shared/domain.js';
import type { AppError } from '../../../shared/errors.js';
import type { Publication, PublicationStatus } from '../../../shared/publication.js';
import type { CostMeter } from '../cost/cost-meter.js';
import type { LeaseHolder } from '../lease/channel-lease.js';
import type { BroadcastPublication } from './broadcast-publication.js';
import type { LineTrouble } from './bucket-line.js';
import type { PublicationRow } from './publication-journal.js';

/** Everything that says how a broadcast stands at a destination. */
export interface PublicationFacts {
  readonly row: PublicationRow;
  readonly destinationName: string;
  /** Null for one that is not worked on (complete, removed). */
  readonly publication: BroadcastPublication | null;
  readonly trouble: LineTrouble | null;
  readonly leaseTrouble: AppError | null;
  readonly holder: LeaseHolder | null;
  readonly verifyTrouble: AppError | null;
  readonly bitsPerSecond: number | null;
  readonly nowMs: number;
  readonly meter: CostMeter | null;
  readonly totals: { readonly objects: number; readonly bytes: number };
}

/** More than this many objects behind the live edge is a backlog, not an upload on its way. */
const backlogFromSegments = 4;

/** A publication as the studio shows it. */
export function describePublication(facts: PublicationFacts): Publication {
  const { row, publication, meter, totals } = facts;
  const backlog = publication?.backlog ?? null;
  const lagMs = backlog?.liveLagMs(facts.nowMs) ?? null;
  return {
    broadcastId: row.broadcastId,
    destinationId: row.destinationId,
    destinationName: facts.destinationName,
    ...statusOf(facts),
    objects: backlog?.confirmedObjects ?? totals.objects,
    bytes: backlog?.confirmedBytes ?? totals.bytes,
    backlogObjects: backlog?.objects ?? 0,
    backlogBytes: backlog?.bytes ?? 0,
    retries: row.retries,
    lagSeconds: lagMs === null ? null : Math.round(lagMs / 100) / 10,
    uploadBitrate: facts.bitsPerSecond === null ? null : Math.round(facts.bitsPerSecond),
    deferred: [...(backlog?.deferred ?? [])],
    isVerified: row.isVerified,
    cost: meter?.cost(backlog?.confirmedBytes ?? totals.bytes) ?? null,
    holder: facts.holder === null ? null : { studio: facts.holder.studio, sinceMs: facts.holder.sinceMs },
  };
}

function statusOf(facts: PublicationFacts): { status: PublicationStatus; reason: Reason | null } {
  const { row, publication } = facts;
  // stored is not published: that is said of what viewers can read
  if (row.state === 'complete' && !row.isVerified) {
    return {
      status: 'completing',
      reason: troubleReason(facts.verifyTrouble) ?? { code: 'publish.verifying', details: {} },
    };
  }
  if (row.state === 'complete') return { status: 'complete', reason: null };
  if (row.state === 'removed') return { status: 'removed', reason: null };
  const failure = facts.trouble?.error ?? facts.leaseTrouble;
  if (row.state === 'removing') {
    return { status: 'removing', reason: troubleReason(failure ?? facts.verifyTrouble) };
  }
  if (facts.holder !== null) {
    return { status: 'held', reason: { code: 'publish.channel-held', details: { studio: facts.holder.studio } } };
  }
  if (failure !== null) return { status: 'blocked', reason: troubleReason(failure) };
  if (publication === null) return { status: 'starting', reason: null };
  const refused = refusedReason(publication);
  if (publication.isOver) {
    const isOnItsWay = publication.backlog.objects > publication.backlog.refused.size;
    return { status: 'completing', reason: isOnItsWay ? catchingUp(publication) : refused };
  }
  if (!publication.isPlayable) return { status: 'starting', reason: { code: 'publish.first-segment', details: {} } };
  if (!row.isVerified) {
    const reason = troubleReason(facts.verifyTrouble) ?? { code: 'publish.verifying', details: {} };
    return { status: 'starting', reason };
  }
  const { backlog } = publication;
  if (backlog.deferred.size > 0) {
    const names = [...backlog.deferred].join(', ');
    return { status: 'behind', reason: { code: 'publish.renditions-deferred', details: { names } } };
  }
  if (backlog.objects - backlog.refused.size > backlogFromSegments * publication.timelines.length) {
    return { status: 'behind', reason: catchingUp(publication) };
  }
  return refused === null ? { status: 'live', reason: null } : { status: 'behind', reason: refused };
}

/** `objects` of them; the first one's key below the destination's prefix, and what the provider said. */
function refusedReason({ backlog, folder }: BroadcastPublication): Reason | null {
  for (const [{ path }, error] of backlog.refused) {
    const { againAfterMs: _ours, isOwnFault: _known, ...details } = error.details;
    const key = `${folder}/${path}`;
    return { code: 'publish.object-refused', details: { ...details, objects: backlog.refused.size, key } };
  }
  return null;
}

function troubleReason(error: AppError | null): Reason | null {
  if (error === null) return null;
  const { againAfterMs: _ours, ...details } = error.details;
  return { code: error.code, details };
}

function catchingUp({ backlog }: BroadcastPublication): Reason | null {
  if (backlog.objects === 0) return null;
  return { code: 'publish.catching-up', details: { objects: backlog.objects, bytes: backlog.bytes } };
}
