import type { LeaseEnd, LeaseRecord } from './lease-record.js';

const dayMs = 24 * 3_600_000;

/**
 * What a lease in the bucket means to a studio that wants it:
 * `free` nobody holds it, and nobody can have taken it since it was written · `left` its holder is gone ·
 * `alive` its holder may be writing the channel.
 */
export type Standing = 'free' | 'left' | 'alive';

export interface StandingFacts {
  /** As read; null: no lease, or one that cannot be read. */
  readonly record: LeaseRecord | null;
  readonly end: LeaseEnd | null;
  /** The last record that this studio knows it stored; null without one. */
  readonly own: LeaseRecord | null;
  readonly studioId: string;
  /** The server's clock, epoch milliseconds. */
  readonly serverNowMs: number;
  /** It has not changed for so long that its holder must have stopped. */
  readonly isSilent: boolean;
  /** The server keeps to conditions: what is stored was stored by somebody who had the right to. */
  readonly conditional: boolean;
}

/** Decides what may be done with a lease. Without conditions an old write may land late, so only exact matches count. */
export function leaseStanding(facts: StandingFacts): Standing {
  const { record, own, conditional } = facts;
  if (record === null) return 'free';
  if (hasEnded(record, facts.end, conditional)) return 'free';
  if (own !== null && own.token === record.token) {
    return conditional || own.sequence === record.sequence ? 'free' : 'left';
  }
  // An earlier run of this installation, which has ended: two runs cannot share a data folder.
  if (record.studioId === facts.studioId && (record.settled || !conditional)) return 'left';
  // Requests are signed with the writer's clock, which the server keeps within minutes of its own: a day is no clock's fault.
  if (facts.serverNowMs - record.renewedAtMs > dayMs) return 'left';
  return facts.isSilent ? 'left' : 'alive';
}

/** The holder of this record has said that it has stopped. */
export function hasEnded(record: LeaseRecord, end: LeaseEnd | null, conditional: boolean): boolean {
  return end !== null && end.token === record.token && (conditional || end.sequence === record.sequence);
}
