import { objectUrl } from '../publish/s3/object-url.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';

const timeoutMs = 5_000;

/**
 * Can anybody read this object? Asked without keys, at the public URL and at the S3 service itself. Null: neither could
 * tell. Never throws.
 */
export async function isReadableByAnybody(
  target: BucketTarget,
  key: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  const bases = new Set([target.publicUrl, `${target.endpoint}/${target.config.bucket}`]);
  const answers: (boolean | null)[] = [];
  for (const base of bases) if (base !== null) answers.push(await isReadable(objectUrl(base, key), signal));
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/** A refusal or "not there" hides it; anything else (a fault, a redirect that leads nowhere) says nothing. */
async function isReadable(url: string, signal: AbortSignal): Promise<boolean | null> {
  try {
    const { status, ok } = await fetch(url, {
      method: 'HEAD',
      headers: { 'cache-control': 'no-cache' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (ok) return true;
    return status === 401 || status === 403 || status === 404 ? false : null;
  } catch {
    return null;
  }
}
