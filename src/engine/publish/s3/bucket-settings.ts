import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { AppError } from '../../../shared/errors.js';
import type { CorsRule, RequestOptions } from './bucket-client.js';
import { malformedAnswer } from './classify-s3-error.js';
import type { S3Session } from './s3-session.js';

/** HEAD on the bucket; when it fails, a LIST of one key, because a HEAD cannot say why. */
export async function checkBucket(session: S3Session, prefix: string, options?: RequestOptions): Promise<void> {
  const { sdk, bucket } = session;
  try {
    await session.run((abortSignal) => sdk.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal }), options);
  } catch (error) {
    if (!(error instanceof AppError) || error.details['status'] === undefined) throw error;
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 });
    const { IsTruncated } = await session.run((abortSignal) => sdk.send(command, { abortSignal }), options);
    if (IsTruncated === undefined) throw malformedAnswer(200, 'Expected a list of objects');
  }
}

/** Makes the bucket; one that is ours already is fine. At AWS it may then have a policy that lets everybody read. */
export async function createBucket(session: S3Session, options?: RequestOptions): Promise<void> {
  const { sdk, bucket, profile, logger } = session;
  try {
    await session.run((abortSignal) => sdk.send(new CreateBucketCommand({ Bucket: bucket }), { abortSignal }), options);
  } catch (error) {
    if (!hasS3Code(error, 'BucketAlreadyOwnedByYou')) throw error;
  }
  if (profile.id !== 'aws') return;
  try {
    const command = new DeletePublicAccessBlockCommand({ Bucket: bucket });
    await session.run((abortSignal) => sdk.send(command, { abortSignal }), options);
  } catch (error) {
    // the policy that comes next says whether it matters
    logger.info({ error }, 'The public access block of the new bucket stays');
  }
}

/** The bucket policy as JSON text; null without one. */
export async function getPolicy(session: S3Session, options?: RequestOptions): Promise<string | null> {
  const command = new GetBucketPolicyCommand({ Bucket: session.bucket });
  try {
    const { Policy } = await session.run((abortSignal) => session.sdk.send(command, { abortSignal }), options);
    return Policy ?? null;
  } catch (error) {
    if (hasS3Code(error, 'NoSuchBucketPolicy')) return null;
    throw error;
  }
}

/** Sets the bucket policy. */
export async function putPolicy(session: S3Session, policy: string, options?: RequestOptions): Promise<void> {
  const command = new PutBucketPolicyCommand({ Bucket: session.bucket, Policy: policy });
  await session.run((abortSignal) => session.sdk.send(command, { abortSignal }), options);
}

/** The bucket's CORS rules; null without any. */
export async function getCors(session: S3Session, options?: RequestOptions): Promise<readonly CorsRule[] | null> {
  const command = new GetBucketCorsCommand({ Bucket: session.bucket });
  try {
    const { CORSRules } = await session.run((abortSignal) => session.sdk.send(command, { abortSignal }), options);
    if (CORSRules === undefined) throw malformedAnswer(200, 'Expected CORS rules');
    return CORSRules.map((rule) => ({
      allowedOrigins: rule.AllowedOrigins ?? [],
      allowedMethods: rule.AllowedMethods ?? [],
      allowedHeaders: rule.AllowedHeaders ?? [],
      exposeHeaders: rule.ExposeHeaders ?? [],
      maxAgeSeconds: rule.MaxAgeSeconds ?? 0,
    }));
  } catch (error) {
    if (hasS3Code(error, 'NoSuchCORSConfiguration')) return null;
    throw error;
  }
}

/** Sets the bucket's CORS rules, in place of those it has. */
export async function putCors(session: S3Session, rules: readonly CorsRule[], options?: RequestOptions): Promise<void> {
  const CORSRules = rules.map((rule) => ({
    AllowedOrigins: [...rule.allowedOrigins],
    AllowedMethods: [...rule.allowedMethods],
    AllowedHeaders: [...rule.allowedHeaders],
    ExposeHeaders: [...rule.exposeHeaders],
    MaxAgeSeconds: rule.maxAgeSeconds,
  }));
  const command = new PutBucketCorsCommand({ Bucket: session.bucket, CORSConfiguration: { CORSRules } });
  await session.run((abortSignal) => session.sdk.send(command, { abortSignal }), options);
}

function hasS3Code(error: unknown, code: string): boolean {
  return error instanceof AppError && error.details['s3Code'] === code;
}
