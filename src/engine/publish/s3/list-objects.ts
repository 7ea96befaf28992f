import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { ListedObject, RequestOptions } from './bucket-client.js';
import { malformedAnswer } from './classify-s3-error.js';
import type { S3Session } from './s3-session.js';

/**
 * The objects below a prefix, page by page, in key order. Throws `publish.malformed-answer` rather than take anything but a
 * list for an empty one: what deletes by it would believe that nothing is left.
 */
export async function* listObjects(
  session: S3Session,
  prefix: string,
  options?: RequestOptions,
): AsyncGenerator<readonly ListedObject[]> {
  const { sdk, bucket } = session;
  let token: string | undefined;
  do {
    const at = token;
    const page = await session.run(
      (abortSignal) =>
        sdk.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            ...(at === undefined ? {} : { ContinuationToken: at }),
          }),
          { abortSignal },
        ),
      options,
    );
    if (page.IsTruncated === undefined) throw malformedAnswer(200, 'Expected a list of objects');
    const objects: ListedObject[] = [];
    for (const { Key, Size, ETag } of page.Contents ?? []) {
      if (Key !== undefined) objects.push({ key: Key, sizeBytes: Size ?? 0, etag: ETag ?? null });
    }
    yield objects;
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
    if (page.IsTruncated && (token === undefined || token === at)) {
      throw malformedAnswer(200, 'Expected where the next page of a list begins');
    }
  } while (token !== undefined);
}
