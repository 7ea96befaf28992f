import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DiagnosticsUpload } from '../../shared/diagnostics.js';
import { AppError, toAppError } from '../../shared/errors.js';
import type { Clock } from '../clock.js';
import type { BucketClient } from '../publish/s3/bucket-client.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';
import { diagnosticsFolder } from './private-place.js';
import { isReadableByAnybody } from './read-anonymously.js';

/** A server that is busy, or a clock that differs: the next attempt may well go through. */
const attempts = 3;
const pauseMs = 1_000;
/** What turned out to be public is taken away again, also when nobody waits any more. */
const removalMs = 10_000;

const probeText = 'Headwater looks whether this place is private. Nobody needs this file.\n';

interface Upload {
  readonly file: string;
  readonly target: BucketTarget;
  readonly client: BucketClient;
  readonly clock: Pick<Clock, 'after'>;
  readonly signal: AbortSignal;
}

/**
 * Puts a diagnostics zip into a bucket, not for viewers and never cached. First a harmless object goes there: where that can
 * be read without keys nothing else is sent (`diagnostics.public`). The zip is looked at as well, and is deleted again should
 * it be public all the same; `details.left` is its key where that failed. Answers how that went; throws nothing.
 */
export async function uploadDiagnostics(upload: Upload): Promise<DiagnosticsUpload> {
  const { file, target, signal } = upload;
  const folder = diagnosticsFolder(target.config);
  const { name } = target.config;
  try {
    await probe(upload, `${folder}private-or-not-${randomBytes(8).toString('hex')}.txt`);
    const key = `${folder}${path.basename(file)}`;
    await put(upload, key, await readFile(file), 'application/zip');
    const isPublic = await isReadableByAnybody(target, key, signal);
    if (isPublic === true) throw publicPlace((await remove(upload, key)) ? null : key);
    return { status: 'done', destinationName: name, key, isPublic };
  } catch (error) {
    const { code, details } = toAppError(error);
    return { status: 'failed', reason: { code, details: { ...details, name } } };
  }
}

/** Throws `diagnostics.public` where everybody can read what is put there. */
async function probe(upload: Upload, key: string): Promise<void> {
  await put(upload, key, Buffer.from(probeText), 'text/plain; charset=utf-8');
  const isPublic = await isReadableByAnybody(upload.target, key, upload.signal);
  // harmless where it cannot be deleted
  await remove(upload, key);
  if (isPublic === true) throw publicPlace(null);
}

async function put({ client, clock, signal }: Upload, key: string, body: Buffer, contentType: string): Promise<void> {
  const headers = { contentType, cacheControl: 'no-store', isPrivate: true } as const;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.put(key, body, headers, { signal });
      return;
    } catch (error) {
      if (attempt === attempts || signal.aborted || !toAppError(error).retryable) throw error;
      await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
    }
  }
}

async function remove({ client }: Upload, key: string): Promise<boolean> {
  return client.delete([key], { signal: AbortSignal.timeout(removalMs) }).then(
    () => true,
    () => false,
  );
}

function publicPlace(left: string | null): AppError {
  return new AppError('diagnostics.public', 'Expected a private place for diagnostics, got one that everybody reads', {
    details: { left },
  });
}
