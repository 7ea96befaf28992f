import { parseAudioTag, parseVideoTag } from '../../ingest/codec/flv-tag.js';
import type { RelayTag } from '../relay-tag.js';

/** `header`s (script data and decoder configurations) are never left out; pictures can only be joined at a `keyframe`. */
export type FeedTagKind = 'script' | 'video-header' | 'audio-header' | 'keyframe' | 'picture' | 'sound';

/** A tag and what it is. Made once per tag and shared by all relays of its feed. */
export interface FeedTag {
  readonly tag: RelayTag;
  readonly kind: FeedTagKind;
}

/** Reads what a tag is from its first bytes. */
export function readFeedTag(tag: RelayTag): FeedTag {
  if (tag.type === 18) return { tag, kind: 'script' };
  if (tag.type === 8) {
    return { tag, kind: parseAudioTag(tag.data)?.role === 'header' ? 'audio-header' : 'sound' };
  }
  const video = parseVideoTag(tag.data);
  if (video?.role === 'header') return { tag, kind: 'video-header' };
  return { tag, kind: video?.kind === 'video' && video.role === 'frame' && video.isKeyframe ? 'keyframe' : 'picture' };
}

/** True for what a connection needs before any picture or sound. */
export function isHeader(kind: FeedTagKind): kind is 'script' | 'video-header' | 'audio-header' {
  return kind === 'script' || kind === 'video-header' || kind === 'audio-header';
}
