import type { LatencyProfileName } from '../../../shared/latency-profiles.js';

/** Where viewers get a broadcast from. */
export type WatchedAt = 'bucket' | 'computer';

/**
 * Glass to glass on the viewer page, seconds, median: docs/benchmarks.md, "Latency profiles" (`npm run bench -- latency`), whose
 * bucket is on the same machine.
 */
const measured: Readonly<Record<LatencyProfileName, Readonly<Record<WatchedAt, number>>>> = {
  lowest: { bucket: 1.1, computer: 1.3 },
  low: { bucket: 2.2, computer: 1.9 },
  balanced: { bucket: 4.8, computer: 3.8 },
  // reckoned for who comes later: two segments, and what the way takes
  economy: { bucket: 13, computer: 12.5 },
};

/** How far viewers will be behind, seconds, while ladder and line keep up. */
export function measuredDelay(profile: LatencyProfileName, at: WatchedAt): number {
  return measured[profile][at];
}
