import { z } from 'zod';

/** How far behind viewers may be, from the shortest delay to the fewest requests. */
export const latencyProfileNames = ['lowest', 'low', 'balanced', 'economy'] as const;
export const latencyProfileSchema = z.enum(latencyProfileNames);
export type LatencyProfileName = z.infer<typeof latencyProfileSchema>;

/** What a broadcast is cut into. Why these lengths: docs/decisions/0023-live-edge.md. */
export interface LatencyProfile {
  /** Target duration of a segment. */
  readonly segmentSeconds: number;
  /** Target duration of a part: what a crash costs at most, and what the origin tells of while a segment grows. */
  readonly partSeconds: number;
}

/** The profiles, with which a broadcast begins; it keeps its lengths to its end, also over a restart of the engine. */
export const latencyProfiles: Readonly<Record<LatencyProfileName, LatencyProfile>> = {
  lowest: { segmentSeconds: 0.5, partSeconds: 0.25 },
  low: { segmentSeconds: 1, partSeconds: 0.5 },
  balanced: { segmentSeconds: 2, partSeconds: 0.5 },
  economy: { segmentSeconds: 6, partSeconds: 0.5 },
};

/** The profile whose segments are so long, or nearly; what broadcasts and settings of earlier versions are shown as. */
export function latencyProfileOf(segmentSeconds: number): LatencyProfileName {
  const fitting = latencyProfileNames.find((name) => segmentSeconds <= latencyProfiles[name].segmentSeconds * 1.5);
  return fitting ?? 'economy';
}
