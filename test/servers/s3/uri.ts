import { S3Error } from './s3-error.js';

/** Percent-encoding as SigV4 wants it: everything but `A-Za-z0-9-._~`. */
export function awsEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decodes a path or query. `+` is a space in both, as S3 has it: a client that leaves a plus as it is reads another key. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** What a request is about, taken apart. */
export interface S3Address {
  /** Empty: the service itself. */
  readonly bucket: string;
  /** Empty: the bucket itself. */
  readonly key: string;
  /** Path in SigV4's canonical form. */
  readonly canonicalPath: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** Name of the domain below which `bucket.` names a bucket (virtual-host style). */
export const virtualHostDomain = 'localhost';

/** Reads host and raw request target (path and query as they came over the wire). */
export function parseAddress(host: string, target: string): S3Address {
  const [rawPath = '', ...rest] = target.split('?');
  const path = decode(rawPath);
  const query = rest
    .join('?')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0
        ? ([decode(pair), ''] as const)
        : ([decode(pair.slice(0, at)), decode(pair.slice(at + 1))] as const);
    });
  const canonicalPath = path.split('/').map(awsEncode).join('/');
  const hostName = host.replace(/:\d+$/, '');
  if (hostName.endsWith(`.${virtualHostDomain}`)) {
    const bucket = hostName.slice(0, -virtualHostDomain.length - 1);
    return { bucket, key: path.slice(1), canonicalPath, query };
  }
  const slash = path.indexOf('/', 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  return { bucket, key: slash < 0 ? '' : path.slice(slash + 1), canonicalPath, query };
}

/** The query in SigV4's canonical form. */
export function canonicalQuery(query: S3Address['query']): string {
  return query
    .map(([name, value]) => `${awsEncode(name)}=${awsEncode(value)}`)
    .sort()
    .join('&');
}
