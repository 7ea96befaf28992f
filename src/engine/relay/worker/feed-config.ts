import { parseAudioTag, parseVideoTag } from '../../ingest/codec/flv-tag.js';
import { parseAvcConfig } from '../../ingest/codec/h264-config.js';
import { parseHevcConfig } from '../../ingest/codec/hevc-config.js';
import type { FeedTag } from './feed-tag.js';

/** What a service may not want to see change inside of a connection. Size in pixels; null: not known. */
interface HeaderFacts {
  readonly codec: string;
  readonly width: number | null;
  readonly height: number | null;
}

function videoFacts(data: Uint8Array): HeaderFacts | null {
  const tag = parseVideoTag(data);
  if (tag === null) return null;
  const config =
    tag.codec === 'h264' ? parseAvcConfig(tag.body) : tag.codec === 'hevc' ? parseHevcConfig(tag.body) : null;
  return { codec: tag.codec, width: config?.width ?? null, height: config?.height ?? null };
}

/** Whether two headers of a kind are of the same codec, and the same size as far as they say. */
export function isSameConfig(before: FeedTag, after: FeedTag): boolean {
  if (before.kind === 'script' || before.kind !== after.kind) return true;
  if (before.kind === 'audio-header') {
    return parseAudioTag(before.tag.data)?.codec === parseAudioTag(after.tag.data)?.codec;
  }
  const old = videoFacts(before.tag.data);
  const now = videoFacts(after.tag.data);
  return old?.codec === now?.codec && old?.width === now?.width && old?.height === now?.height;
}
