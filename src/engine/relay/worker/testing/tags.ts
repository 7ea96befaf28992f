import type { RelayTag } from '../../relay-tag.js';
import { readFeedTag, type FeedTag } from '../feed-tag.js';

/** For tests: an H.264 picture, `bytes` long in all. */
export function picture(timestampMs: number, isKeyframe: boolean, bytes = 100): RelayTag {
  const data = new Uint8Array(Math.max(bytes, 5));
  data.set([isKeyframe ? 0x17 : 0x27, 1]);
  return { type: 9, timestampMs, data };
}

/** For tests: a packet of AAC. */
export function sound(timestampMs: number, bytes = 20): RelayTag {
  const data = new Uint8Array(Math.max(bytes, 2));
  data.set([0xaf, 1]);
  return { type: 8, timestampMs, data };
}

/** For tests: decoder configurations and script data; `mark` tells them apart. */
export function videoHeader(mark = 0): RelayTag {
  return { type: 9, timestampMs: 0, data: new Uint8Array([0x17, 0, 0, 0, 0, mark]) };
}

export function audioHeader(mark = 0): RelayTag {
  return { type: 8, timestampMs: 0, data: new Uint8Array([0xaf, 0, 0x12, 0x10, mark]) };
}

export function script(mark = 0): RelayTag {
  return { type: 18, timestampMs: 0, data: new Uint8Array([2, 0, 0, mark]) };
}

/** Tags as relays get them from their feed. */
export function fed(...tags: readonly RelayTag[]): FeedTag[] {
  return tags.map(readFeedTag);
}

/** Headers, then a programme: a picture every 40 ms, a keyframe every `gop` of them, sound every 20 ms. */
export function programme(
  fromMs: number,
  toMs: number,
  options: { gop?: number; pictureBytes?: number } = {},
): RelayTag[] {
  const { gop = 25, pictureBytes = 100 } = options;
  const tags: RelayTag[] = [];
  for (let index = 0; fromMs + index * 20 < toMs; index += 1) {
    const timestampMs = fromMs + index * 20;
    if (index % 2 === 0) tags.push(picture(timestampMs, (index / 2) % gop === 0, pictureBytes));
    tags.push(sound(timestampMs));
  }
  return tags;
}
