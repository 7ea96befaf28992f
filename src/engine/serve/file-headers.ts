import { entityTag, type FileVersion } from './cached-file.js';
import type { FilePolicy } from './file-policy.js';

/**
 * Headers of every answer, as a flat list. All of it is public: any page may read it (players of other sites, the studio
 * itself), also its timings.
 */
export const commonHeaders: readonly string[] = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'Accept-Ranges, Cache-Control, Content-Encoding, Content-Length, Content-Range, Date, ETag, Last-Modified',
  'Timing-Allow-Origin',
  '*',
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  'X-Content-Type-Options',
  'nosniff',
];

/** The viewer page: our own files, hls.js's worker and media from blobs, and any site may embed it (the desktop app, too). */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors * app:',
].join('; ');

/**
 * How long a copy may be used. What may be rewritten lives 1 s: a live playlist changes every segment, and one second lets a
 * proxy gather the viewers' requests without making anybody late. A playlist with ENDLIST only changes when the recording
 * is deleted.
 */
export function cacheControl(policy: FilePolicy, isEnded: boolean): string {
  if (policy.isImmutable) return 'public, max-age=31536000, immutable';
  return isEnded ? 'public, max-age=60' : 'public, max-age=1';
}

/** The headers that describe one form of a file, for 200, 206 and (a few too many) 304. Without a length. */
export function fileHeaders(
  policy: FilePolicy,
  version: FileVersion,
  options: { readonly form: 'plain' | 'gzip'; readonly isEnded: boolean },
): string[] {
  const { form, isEnded } = options;
  const headers = [
    ...commonHeaders,
    'Content-Type',
    policy.contentType,
    'Cache-Control',
    cacheControl(policy, isEnded),
    'ETag',
    entityTag(version, form),
    'Last-Modified',
    new Date(version.modifiedMs).toUTCString(),
    'Accept-Ranges',
    'bytes',
  ];
  if (policy.isText) headers.push('Vary', 'Accept-Encoding');
  if (policy.isPage) headers.push('Content-Security-Policy', pagePolicy);
  if (form === 'gzip') headers.push('Content-Encoding', 'gzip');
  return headers;
}
