/** Apple's authoring rules (2025-06): a keyframe at least every 2 s. */
const longestGopSeconds = 2;

/** How far apart keyframes of a source should be, seconds: one at the head of each segment, and none farther than 2 s. */
export function keyframeSecondsFor(segmentSeconds: number): number {
  return Math.min(segmentSeconds, longestGopSeconds);
}

/**
 * How much longer than its target a segment may be, seconds: so that it still rounds to it (RFC 8216bis §4.4.3.1), and by no
 * more than half, or a delay that was promised would not hold. A source whose keyframes are farther apart is encoded anew.
 */
export function segmentSlackSeconds(segmentSeconds: number): number {
  return Math.min(0.49, segmentSeconds / 2);
}
