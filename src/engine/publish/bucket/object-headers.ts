import { gzipSync } from 'node:zlib';
import { filePolicy } from '../../serve/file-policy.js';
import type { ObjectHeaders } from '../s3/bucket-client.js';

/** Below this a compressed text saves nothing: it fits into the first round trip either way. */
const gzipFromBytes = 4096;
/** Players read playlists, our own page reads JSON, browsers read the viewer page's files: all of them unpack. */
const packed = /\.(?:m3u8|json)$|\/app\/[^/]+\/[^/]+\.(?:js|css|svg)$/;
/** A finished playlist changes only when its recording is removed. */
const finishedSeconds = 3600;

/**
 * How an object is stored: its type, how long a copy may be used, and whether it is compressed. A bucket cannot look at
 * what a client takes, so only what is large and read by HLS players, our own page or browsers is: live playlists, JSON, the
 * viewer page's files. What is final stays plain, so that it is the archive's file byte for byte; so do pages, which are
 * small and read by whoever previews a link.
 */
export function storedForm(
  path: string,
  content: string | Buffer,
  options: { readonly isFinal: boolean },
): { readonly body: Buffer; readonly headers: ObjectHeaders } {
  const policy = filePolicy(path);
  const plain = typeof content === 'string' ? Buffer.from(content) : content;
  const headers = {
    contentType: policy?.contentType ?? 'application/octet-stream',
    cacheControl: cacheControl(path, policy?.isImmutable ?? false, options.isFinal),
  };
  const mayShrink = !options.isFinal && packed.test(path) && plain.length >= gzipFromBytes;
  return mayShrink
    ? { body: gzipSync(plain), headers: { ...headers, contentEncoding: 'gzip' } }
    : { body: plain, headers };
}

/** What may be rewritten lives a second or two: less lets every viewer through to the bucket, more makes them late. */
function cacheControl(path: string, isImmutable: boolean, isFinal: boolean): string {
  if (isImmutable) return 'public, max-age=31536000, immutable';
  const isPlaylist = /\.(?:m3u8|mpd)$/.test(path);
  if (isFinal && isPlaylist) return `public, max-age=${finishedSeconds}`;
  return path.endsWith('.jpg') ? 'public, max-age=60' : `public, max-age=${isPlaylist ? 1 : 2}`;
}
