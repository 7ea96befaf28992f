import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** What a client of a test server needs to know. */
export interface S3Access {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The SDK itself, one attempt per call, for tests that talk to a server past the product. `checksums`: the trailers that
 * newer SDKs add to every write. Destroy it at the end.
 */
export function createS3Client(
  access: S3Access,
  options: { checksums?: 'WHEN_REQUIRED' | 'WHEN_SUPPORTED'; clockOffsetMs?: number } = {},
): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken } = access;
  const checksums = options.checksums ?? 'WHEN_REQUIRED';
  return new S3Client({
    endpoint: access.endpoint,
    region: access.region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    systemClockOffset: options.clockOffsetMs ?? 0,
    requestHandler: new NodeHttpHandler({ connectionTimeout: 5000, requestTimeout: 30_000 }),
  });
}
