/** What a low-latency player asks of a playlist (RFC 8216bis §6.2.5). */
export interface DeliveryDirectives {
  /** Answer once the playlist has this segment, or this part of it. Null: as it is now. */
  readonly msn: number | null;
  readonly part: number | null;
  /** Leave out what the player has (§6.2.5.1). */
  readonly skip: boolean;
}

const count = /^\d{1,9}$/;

/**
 * Reads the directives of a request target. Null when they cannot be meant: a part without a segment, or what is no number
 * (§6.2.5.2: the answer is 400). Queries that are not directives are nobody's business.
 */
export function readDirectives(target: string): DeliveryDirectives | null {
  const at = target.indexOf('?');
  if (at === -1 || !target.includes('_HLS_', at)) return { msn: null, part: null, skip: false };
  const query = new URLSearchParams(target.slice(at + 1));
  const msn = query.get('_HLS_msn');
  const part = query.get('_HLS_part');
  const skip = query.get('_HLS_skip');
  if (msn !== null && !count.test(msn)) return null;
  if (part !== null && (msn === null || !count.test(part))) return null;
  return {
    msn: msn === null ? null : Number(msn),
    part: part === null ? null : Number(part),
    skip: skip === 'YES' || skip === 'v2',
  };
}
