import { latencyProfileOf } from '../../../shared/latency-profiles.js';
import { measuredDelay } from './measured-delays.js';

/**
 * How far the viewer page shows behind the studio, seconds: an estimate. `segmentSeconds`: what the broadcast's segments are cut
 * to; `isInBucket`: viewers get it there; `lagSeconds`: of the ladder; `uploadSeconds`: until a segment is at the destination.
 * Null: not measured.
 */
export function viewerDelay(request: {
  readonly segmentSeconds: number;
  readonly isInBucket: boolean;
  readonly lagSeconds: number | null;
  readonly uploadSeconds: number | null;
}): number {
  const { segmentSeconds, isInBucket, lagSeconds, uploadSeconds } = request;
  const usual = measuredDelay(latencyProfileOf(segmentSeconds), isInBucket ? 'bucket' : 'computer');
  return usual + Math.max(0, lagSeconds ?? 0) + Math.max(0, uploadSeconds ?? 0);
}
