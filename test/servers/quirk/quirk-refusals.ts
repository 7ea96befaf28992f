import { accessDenied, notImplemented, S3Error } from '../s3/s3-error.js';
import { isRead, isWrite, type QuirkBehaviour, type QuirkRequest } from './quirk-behaviour.js';

const isMultiDelete = ({ method, query }: QuirkRequest): boolean => method === 'POST' && query.has('delete');

/** New buckets of AWS, R2, B2: access lists are switched off. */
export function refusesAcl(): QuirkBehaviour {
  return {
    refuse: ({ headers }) => {
      const hasAcl = Object.keys(headers).some((name) => name === 'x-amz-acl' || name.startsWith('x-amz-grant-'));
      return hasAcl ? new S3Error(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs') : null;
    },
  };
}

/** Spaces: an object is public by its own access list alone. */
export function needsAcl(): QuirkBehaviour {
  const open = new Set<string>();
  return {
    refuse: (request) => {
      const { headers, address, isSigned, method, query } = request;
      if (isRead(request) && !isSigned && !open.has(address.key)) return accessDenied();
      const isWhole = method === 'PUT' && !query.has('partNumber');
      if (!isSigned || (!isWhole && !(method === 'POST' && query.has('uploads')))) return null;
      if (headers['x-amz-acl'] === 'public-read') open.add(address.key);
      else open.delete(address.key);
      return null;
    },
  };
}

/** R2, B2, GCS, older MinIO and Ceph: the checksums that newer SDKs add are refused. */
export function refusesCrc32(): QuirkBehaviour {
  return {
    refuse: ({ headers }) => {
      const payload = headers['x-amz-content-sha256']?.toString() ?? '';
      if (payload.startsWith('STREAMING-')) return notImplemented(`x-amz-content-sha256: ${payload}`);
      const isChecksum = /^x-amz-(checksum-(?!mode)|sdk-checksum-algorithm|trailer)/;
      const name = Object.keys(headers).find((header) => isChecksum.test(header));
      if (name === undefined) return null;
      return new S3Error(400, 'InvalidRequest', `Unsupported header '${name}' received for this API call.`);
    },
  };
}

/** R2 and GCS: about one write of a key per second; removing it is none. */
export function oneWritePerSecond(): QuirkBehaviour {
  const writtenAt = new Map<string, number>();
  return {
    refuse: (request) => {
      const { address } = request;
      if (!isWrite(request)) return null;
      const before = writtenAt.get(address.key) ?? -Infinity;
      if (performance.now() - before < 1000) {
        const message = 'Reduce your concurrent request rate for the same object.';
        return new S3Error(429, 'TooManyRequests', message);
      }
      writtenAt.set(address.key, performance.now());
      return null;
    },
  };
}

/** GCS: one by one only. */
export function noMultiDelete(): QuirkBehaviour {
  return { refuse: (request) => (isMultiDelete(request) ? notImplemented('delete') : null) };
}

/** Many: a checksum of another kind is not enough. */
export function multiDeleteWantsMd5(): QuirkBehaviour {
  return {
    refuse: (request) =>
      isMultiDelete(request) && request.headers['content-md5'] === undefined
        ? new S3Error(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5')
        : null,
  };
}

/** B2 and older servers: no conditions on writes. */
export function noConditionalPut(): QuirkBehaviour {
  return {
    refuse: (request) => {
      const name = ['if-match', 'if-none-match'].find((header) => request.headers[header] !== undefined);
      return isWrite(request) && name !== undefined ? notImplemented(name) : null;
    },
  };
}

/** Worse: conditions are passed over in silence, and every write succeeds. */
export function ignoresConditionalPut(): QuirkBehaviour {
  const drop = ['if-match', 'if-none-match'];
  return {
    change: (request) =>
      isWrite(request) && drop.some((name) => request.headers[name] !== undefined) ? { drop, resign: true } : null,
  };
}

/** A hotel's network: it answers for everybody. */
export function captivePortal(): QuirkBehaviour {
  return {
    refuse: () => ({
      status: 200,
      headers: new Map([['content-type', 'text/html; charset=utf-8']]),
      body: Buffer.from('<!doctype html><title>Welcome</title><p>Accept the terms to use this network.'),
    }),
  };
}

/** A limit that one key only runs into (its length, a character, a filter that does not like its bytes): `<rendition>/1.m4s`. */
export function refusesOneKey(): QuirkBehaviour {
  return {
    refuse: (request) =>
      isWrite(request) && /\/360p\/1\.m4s$/.test(request.address.key)
        ? new S3Error(400, 'KeyTooLongError', 'Your key is too long')
        : null,
  };
}
