import type { RehearsalReport, Spread } from '../../shared/rehearsal.js';
import type { BroadcastSummary } from '../engine-api.js';
import type { Watched } from './rehearsal-viewer.js';

/** What a rehearsal tells, from what its archive has and what a viewer has seen of it. Null: nothing was seen. */
export function rehearsalReport(from: {
  readonly summary: BroadcastSummary;
  readonly sizeBytes: number;
  readonly watched: Watched | null;
  /** Bits per second that the line to the destination has carried; null: nothing was sent. */
  readonly measuredBitrate: number | null;
  /** All of it is at its destination. */
  readonly isWhole: boolean;
}): RehearsalReport {
  const { summary, sizeBytes, watched, measuredBitrate, isWhole } = from;
  const { durationSeconds, segments, lostSegments } = summary;
  const read = watched?.segments ?? [];
  const usedBitrate = durationSeconds > 0 ? (sizeBytes * 8) / durationSeconds : 0;
  return {
    durationSeconds,
    firstPicture: spread(read.map(({ readAtMs, dateMs }) => readAtMs - dateMs)),
    lastPicture: spread(read.map(({ readAtMs, dateMs, durationMs }) => readAtMs - dateMs - durationMs)),
    uplink: { usedBitrate: Math.round(usedBitrate), measuredBitrate },
    soundAfterPictureMs: watched?.soundAfterPictureMs ?? null,
    rungs: summary.renditions.map(({ name, width, height, fps, averageBandwidth, copied }) => ({
      ...{ name, width, height, fps, copied },
      averageBitrate: averageBandwidth,
    })),
    segments,
    lostSegments,
    unreadSegments: watched?.unread ?? 0,
    isWhole,
  };
}

/** Nearest rank. Null without values. */
export function spread(values: readonly number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number): number => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return sorted.length === 0 ? null : { p50Ms: rank(0.5), p95Ms: rank(0.95), count: sorted.length };
}
