import type { RelayFeedPlan } from '../plan/relay-feed-plan.js';

/** The same for plans that one feed serves. */
export function feedIdOf(plan: RelayFeedPlan): string {
  if (plan.kind === 'source') return plan.isEnhanced ? 'source in enhanced RTMP' : 'source';
  if (plan.kind === 'rendition') return `rung ${plan.name}`;
  const { picture, input, audioBitrate } = plan;
  if (picture === null) return `sound ${audioBitrate} beside ${input ?? 'source'}`;
  const { width, height, fps, videoBitrate, keyframeSeconds } = picture;
  return `encode ${[width, height, fps, videoBitrate, audioBitrate, keyframeSeconds].join(' ')}`;
}
