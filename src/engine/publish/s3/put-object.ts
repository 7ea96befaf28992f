import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { ObjectHeaders, PutCondition, RequestOptions } from './bucket-client.js';
import { malformedAnswer } from './classify-s3-error.js';
import { uploadTimeoutMs, type S3Session } from './s3-session.js';

/** Stores an object with one request. Resolves only when the answer carries an ETag: nothing but a store has one. */
export async function putObject(
  session: S3Session,
  key: string,
  body: Buffer,
  headers: ObjectHeaders,
  options: RequestOptions & { readonly condition?: PutCondition } = {},
): Promise<{ etag: string }> {
  const { sdk, bucket } = session;
  const object = { Bucket: bucket, Key: key, Body: body, ...objectFields(session, headers) };
  const { ETag } = await session.conditions.run(options.condition, (fields) =>
    session.run(
      (abortSignal) => sdk.send(new PutObjectCommand({ ...object, ...fields }), { abortSignal }),
      options,
      uploadTimeoutMs(body.length),
    ),
  );
  return { etag: requireEtag(ETag) };
}

/** What an object is stored with, in the SDK's words. */
export function objectFields(
  { profile }: S3Session,
  headers: ObjectHeaders,
): { ContentType: string; CacheControl?: string; ContentEncoding?: string; ACL?: 'public-read' } {
  return {
    ContentType: headers.contentType,
    ...(headers.cacheControl === '' ? {} : { CacheControl: headers.cacheControl }),
    ...(headers.contentEncoding === undefined ? {} : { ContentEncoding: headers.contentEncoding }),
    // R2, B2 and new AWS buckets refuse the header; Spaces keeps objects private without it
    ...(profile.publicBy === 'acl' && headers.isPrivate !== true ? { ACL: 'public-read' as const } : {}),
  };
}

/** Throws `publish.malformed-answer` without one. */
export function requireEtag(etag: string | undefined): string {
  if (etag === undefined || etag === '')
    throw malformedAnswer(200, 'Expected an ETag, as S3 answers what it has stored');
  return etag;
}
