import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AppError, toAppError } from '../../../shared/errors.js';
import type { ObjectHeaders, RequestOptions } from './bucket-client.js';
import { malformedAnswer } from './classify-s3-error.js';
import { headObject } from './get-object.js';
import { objectFields, requireEtag } from './put-object.js';
import { uploadTimeoutMs, type S3Session } from './s3-session.js';

/** Larger objects go in parts. */
export const multipartFromBytes = 16 * 1024 * 1024;
/** All parts but the last are of this size: R2 wants them equal. */
const partBytes = 8 * 1024 * 1024;
const partsAtOnce = 3;
/** Putting the parts together takes S3 a while. */
const completeTimeoutMs = 60_000;

/**
 * Stores a large object in parts. What fails takes its parts away again, as far as that gets through: they cost money and no
 * list shows them. `timeoutMs` holds for each of its requests.
 */
export async function putMultipart(
  session: S3Session,
  key: string,
  body: Buffer,
  headers: ObjectHeaders,
  options: RequestOptions = {},
): Promise<{ etag: string }> {
  const { sdk, bucket } = session;
  const created = await session.run(
    (abortSignal) =>
      sdk.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ...objectFields(session, headers) }), {
        abortSignal,
      }),
    options,
  );
  const uploadId = created.UploadId;
  if (uploadId === undefined || uploadId === '') throw malformedAnswer(200, 'Expected an UploadId');
  const upload = { Bucket: bucket, Key: key, UploadId: uploadId };
  try {
    const parts = await sendParts(session, upload, body, options);
    const completed = await session.run(
      (abortSignal) =>
        sdk.send(
          new CompleteMultipartUploadCommand({
            ...upload,
            MultipartUpload: { Parts: parts },
          }),
          { abortSignal },
        ),
      options,
      completeTimeoutMs,
    );
    return { etag: completed.ETag === '' ? await readEtag(session, key, body, options) : requireEtag(completed.ETag) };
  } catch (error) {
    await removeParts(session, upload);
    throw error;
  }
}

/** Ceph 16 puts the parts together and answers with an empty ETag. */
async function readEtag(session: S3Session, key: string, body: Buffer, options: RequestOptions): Promise<string> {
  const stored = await headObject(session, key, options);
  if (stored?.sizeBytes !== body.length) throw malformedAnswer(200, 'Expected the object that was put together');
  return requireEtag(stored.etag ?? undefined);
}

interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

async function sendParts(
  session: S3Session,
  upload: Upload,
  body: Buffer,
  options: RequestOptions,
): Promise<{ PartNumber: number; ETag: string }[]> {
  const count = Math.ceil(body.length / partBytes);
  const etags: string[] = [];
  let next = 0;
  let hasFailed = false;
  const sendOneByOne = async (): Promise<void> => {
    while (next < count && !hasFailed) {
      const index = next;
      next += 1;
      const Body = body.subarray(index * partBytes, (index + 1) * partBytes);
      const command = new UploadPartCommand({ ...upload, PartNumber: index + 1, Body });
      try {
        const { ETag } = await session.run(
          (abortSignal) => session.sdk.send(command, { abortSignal }),
          options,
          // they share the uplink
          uploadTimeoutMs(Body.length * partsAtOnce),
        );
        etags[index] = requireEtag(ETag);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: partsAtOnce }, sendOneByOne));
  for (const lane of lanes) if (lane.status === 'rejected') throw toAppError(lane.reason);
  return etags.map((ETag, index) => ({ PartNumber: index + 1, ETag }));
}

async function removeParts(session: S3Session, upload: Upload): Promise<void> {
  try {
    // without the caller's signal: it may be why we are here
    await session.run(
      (abortSignal) => session.sdk.send(new AbortMultipartUploadCommand(upload), { abortSignal }),
      undefined,
      5_000,
    );
  } catch (error) {
    if (error instanceof AppError && error.details['status'] === 404) return;
    session.logger.warn({ error, key: upload.Key }, 'Parts of an upload that failed stay in the bucket');
  }
}
