import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ProviderProfile } from './provider-profile.js';

interface BuiltRequest {
  headers: Record<string, string>;
  body?: unknown;
}

/** Commands whose body must carry a checksum: the SDK sends a CRC32, most servers know only MD5 (aws-sdk-java-v2 #5805). */
const checked = new Set(['DeleteObjectsCommand', 'PutBucketCorsCommand', 'PutBucketPolicyCommand']);

/** Changes what the SDK sends where a provider wants it otherwise, before it is signed. */
export function fixRequests(client: S3Client, profile: ProviderProfile): void {
  const wantsMd5 = profile.checksums === 'when-required' || profile.deletes === 'multi-md5';
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { request } = args;
        if (isBuilt(request)) {
          if (wantsMd5 && checked.has(commandName ?? '')) replaceChecksum(request);
          if (commandName === 'CreateBucketCommand' && profile.id !== 'aws') dropLocation(request);
        }
        return next(args);
      },
    // last in its step: the SDK's own checksum and content-length are set by then
    { step: 'build', priority: 'low', name: 'headwaterFixRequests' },
  );
}

function replaceChecksum(request: BuiltRequest): void {
  const { body } = request;
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return;
  const md5 = createHash('md5').update(body).digest('base64');
  request.headers = { ...without(request.headers, /^x-amz-(?:sdk-)?checksum-/i), 'content-md5': md5 };
}

/**
 * The SDK names the signing region as the place for a new bucket. Elsewhere the endpoint is the place already, and the name
 * is refused: Ceph and Google know no `auto` and no `us-east-1` as a place.
 */
function dropLocation(request: BuiltRequest): void {
  delete request.body;
  request.headers = without(request.headers, /^content-(?:length|type|md5)$/i);
}

function without(headers: Record<string, string>, names: RegExp): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.test(name)));
}

function isBuilt(request: unknown): request is BuiltRequest {
  return typeof request === 'object' && request !== null && 'headers' in request;
}
