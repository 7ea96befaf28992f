import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ObjectHeaders } from '../s3/bucket-client.js';

/**
 * A file that the doctor stores, of the kinds that Headwater publishes: a cache in front may let nothing else through.
 * `body` as stored (packed, where `encoding` says so).
 */
export interface TestFile {
  readonly name: string;
  readonly kind: keyof typeof kinds;
  readonly body: Buffer;
  readonly encoding?: 'gzip';
}

/** A compressed playlist that exists only once. */
export function packedPlaylist(): TestFile {
  const text = `#EXTM3U\n# ${randomBytes(64).toString('hex')}\n`;
  return { name: 'packed.m3u8', kind: 'playlist', body: gzipSync(text), encoding: 'gzip' };
}

/** Headers that a test file is stored with. */
export function headersOf({ kind, encoding }: TestFile): ObjectHeaders {
  return { ...kinds[kind], ...(encoding === 'gzip' && { contentEncoding: 'gzip' as const }) };
}

/** Headers as Headwater's own files have them. */
export const kinds = {
  playlist: { contentType: 'application/vnd.apple.mpegurl', cacheControl: 'public, max-age=2' },
  segment: { contentType: 'video/mp4', cacheControl: 'public, max-age=31536000, immutable' },
  page: { contentType: 'text/html; charset=utf-8', cacheControl: 'public, max-age=2' },
  json: { contentType: 'application/json', cacheControl: 'public, max-age=2' },
} as const satisfies Record<string, ObjectHeaders>;
