import { gzip } from 'node:zlib';
import type { CachedFile, Gzipped } from './cached-file.js';
import type { FileCache } from './file-cache.js';
import { fileHeaders } from './file-headers.js';

/** Below this gzip's own frame eats what it wins. */
const minBytes = 256;

/**
 * The compressed form of a text, made once per version and kept with it; null where it is not worth while. Answers at once
 * when it is there.
 */
export function compressFile(file: CachedFile, cache: FileCache): Gzipped | null | Promise<Gzipped | null> {
  if (!file.policy.isText || file.body.length < minBytes) return null;
  file.gzip ??= compress(file, cache).then((gzipped) => (file.gzip = gzipped));
  return file.gzip;
}

async function compress(file: CachedFile, cache: FileCache): Promise<Gzipped | null> {
  const body = await new Promise<Buffer | null>((resolve) => {
    gzip(file.body, { level: 6 }, (error, result) => resolve(error === null ? result : null));
  });
  if (body === null || body.length >= file.body.length) return null;
  if (file.isCached && cache.reserve(body.length)) file.countedBytes += body.length;
  const isEnded = file.headers.includes('public, max-age=60');
  const headers = fileHeaders(file.policy, file.version, { form: 'gzip', isEnded });
  return { body, headers, wholeHeaders: [...headers, 'Content-Length', String(body.length)] };
}
