import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { AppError } from '../../../shared/errors.js';
import type { RequestOptions, StoredObject } from './bucket-client.js';
import { malformedAnswer } from './classify-s3-error.js';
import { requireEtag } from './put-object.js';
import { readBody } from './read-body.js';
import type { S3Session } from './s3-session.js';

/** What is read back is small; a caller that reads more says so. */
const getTimeoutMs = 30_000;

/** An object with its body; null when there is none. */
export async function getObject(
  session: S3Session,
  key: string,
  options?: RequestOptions,
): Promise<StoredObject | null> {
  const { sdk, bucket } = session;
  return nullWhenMissing(
    session.run(
      async (abortSignal) => {
        const answer = await sdk.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
        const stream: unknown = answer.Body;
        if (!(stream instanceof Readable)) throw malformedAnswer(200, 'Expected an object, got no body');
        const body = await readBody(stream, { onBytes: (bytes) => session.countReceived(bytes) });
        return { body, ...describe(answer) };
      },
      options,
      getTimeoutMs,
    ),
  );
}

/** What an object is stored with; null when there is none. */
export async function headObject(
  session: S3Session,
  key: string,
  options?: RequestOptions,
): Promise<(Omit<StoredObject, 'body'> & { sizeBytes: number }) | null> {
  return nullWhenMissing(
    session.run(async (abortSignal) => {
      const command = new HeadObjectCommand({ Bucket: session.bucket, Key: key });
      const answer = await session.sdk.send(command, { abortSignal });
      return { sizeBytes: answer.ContentLength ?? 0, ...describe(answer) };
    }, options),
  );
}

interface Described {
  readonly ETag?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentEncoding?: string | undefined;
}

function describe(answer: Described): Omit<StoredObject, 'body'> {
  return {
    // also proves that S3 answered, and not a network's login page
    etag: requireEtag(answer.ETag),
    contentType: answer.ContentType ?? null,
    cacheControl: answer.CacheControl ?? null,
    contentEncoding: answer.ContentEncoding ?? null,
  };
}

async function nullWhenMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    // a bucket that is missing, or a page in place of an answer, has a code of its own
    const isMissing = error instanceof AppError && error.code === 'publish.refused' && error.details['status'] === 404;
    if (isMissing) return null;
    throw error;
  }
}
