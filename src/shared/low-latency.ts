import { latencyProfiles } from './latency-profiles.js';

/**
 * Whether a broadcast's segments are so short that they are made for low latency: viewers ask a bucket for them by name before a
 * playlist names them (src/viewer/edge), and the origin tells of their parts (src/engine/serve/live-desk.ts). Longer ones are
 * played as their playlists say.
 */
export const isLowLatency = ({ segmentSeconds }: { readonly segmentSeconds: number }): boolean =>
  segmentSeconds <= latencyProfiles.low.segmentSeconds;
