/** So many of the longest segments that there may be the viewer page stays behind the live edge (viewer/playback/hls-config.ts). */
const targetsBehind = 2;

/**
 * How far the viewer page shows behind the studio, seconds: an estimate. `targetSeconds`: the longest that a segment of the
 * broadcast may be; `segmentSeconds`: how long its segments are, one of which is being filled; `lagSeconds`: of the ladder;
 * `uploadSeconds`: until a segment is at the destination. Null: not measured.
 */
export function viewerDelay(request: {
  readonly targetSeconds: number;
  readonly segmentSeconds: number | null;
  readonly lagSeconds: number | null;
  readonly uploadSeconds: number | null;
}): number {
  const { targetSeconds, segmentSeconds, lagSeconds, uploadSeconds } = request;
  const open = segmentSeconds ?? targetSeconds;
  return targetsBehind * targetSeconds + open + Math.max(0, lagSeconds ?? 0) + Math.max(0, uploadSeconds ?? 0);
}
