const dayMs = 24 * 3_600_000;

/** A recording at a destination. */
export interface RetainedRecording {
  readonly id: string;
  /** Epoch milliseconds; null while it is live, or not finished. */
  readonly endedAtMs: number | null;
  readonly sizeBytes: number;
}

/** How long recordings are kept; null: without limit. */
export interface RetentionPolicy {
  readonly maxAgeDays: number | null;
  readonly maxBytes: number | null;
}

/**
 * Ids of the recordings that a policy no longer keeps, oldest first. By size the newest are kept for as long as they fit: once
 * one does not, all older ones go, too, so that no old show outlives a newer one. What is live or unfinished is never due, but
 * its bytes count; the newest finished recording is never due by size, for a limit below one show would remove each show as it
 * ends. `nowMs`: epoch milliseconds, of a clock that can be trusted.
 */
export function retentionDue(
  recordings: readonly RetainedRecording[],
  policy: RetentionPolicy,
  nowMs: number,
): string[] {
  const finished = recordings
    .flatMap(({ id, endedAtMs, sizeBytes }) => (endedAtMs === null ? [] : [{ id, endedAtMs, sizeBytes }]))
    .sort((a, b) => b.endedAtMs - a.endedAtMs || (a.id < b.id ? 1 : -1));
  let bytes = recordings.reduce((sum, { endedAtMs, sizeBytes }) => sum + (endedAtMs === null ? sizeBytes : 0), 0);
  let isFull = false;
  const due: string[] = [];
  for (const [index, { id, endedAtMs, sizeBytes }] of finished.entries()) {
    bytes += sizeBytes;
    isFull ||= index > 0 && policy.maxBytes !== null && bytes > policy.maxBytes;
    const isOld = policy.maxAgeDays !== null && nowMs - endedAtMs > policy.maxAgeDays * dayMs;
    if (isFull || isOld) due.unshift(id);
  }
  return due;
}
