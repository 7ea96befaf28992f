import type { S3Key } from '../s3/s3-keys.js';
import { sign, signingAlgorithm } from '../s3/s3-signing.js';
import { parseAuthorization } from '../s3/signature.js';
import type { QuirkChange, QuirkRequest } from './quirk-behaviour.js';

/** `2026-11-21T10:45:00.000Z` as SigV4 writes it. */
const toAmzDate = (atMs: number): string => new Date(atMs).toISOString().replace(/[-:]|\.\d{3}/g, '');

/**
 * Headers of a request that was changed, signed anew with its sender's key. Unsigned requests, and those of keys that
 * nobody told us, only lose what is to be dropped: the server refuses them as it would have.
 */
export function resign(
  request: QuirkRequest,
  rawHeaders: readonly string[],
  change: QuirkChange,
  target: { readonly keys: readonly S3Key[]; readonly region: string },
): string[] {
  const pairs: [name: string, value: string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (change.drop?.includes(name.toLowerCase()) !== true) pairs.push([name, value]);
  }
  const authorization = request.headers.authorization;
  if (authorization === undefined) return pairs.flat();
  const credential = parseAuthorization(authorization);
  const key = target.keys.find(({ accessKeyId }) => accessKeyId === credential.accessKeyId);
  if (key === undefined) return pairs.flat();

  const amzDate = toAmzDate(Date.now());
  const values = new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));
  values.set('x-amz-date', amzDate);
  const names = credential.signedHeaders.filter((name) => values.has(name));
  const { signature } = sign({
    method: request.method,
    address: request.address,
    headers: names.map((name) => [name, values.get(name) ?? ''] as const),
    payloadHash: values.get('x-amz-content-sha256') ?? '',
    amzDate,
    region: target.region,
    secretAccessKey: key.secretAccessKey,
  });
  const scope = `${key.accessKeyId}/${amzDate.slice(0, 8)}/${target.region}/s3/aws4_request`;
  const header = `${signingAlgorithm} Credential=${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const replaced: Readonly<Record<string, string>> = { 'x-amz-date': amzDate, authorization: header };
  return pairs.flatMap(([name, value]) => [name, replaced[name.toLowerCase()] ?? value]);
}
