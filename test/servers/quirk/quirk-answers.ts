import { accessDenied, notImplemented, S3Error } from '../s3/s3-error.js';
import { isRead, withHeaders, type QuirkBehaviour } from './quirk-behaviour.js';

/** AWS without ListBucket, and whoever copies it: anonymous readers do not learn that a key is missing. */
export function missingIs403(): QuirkBehaviour {
  return {
    answer: (request, answer) => {
      if (!isRead(request) || request.isSigned || answer.status !== 404) return answer;
      const body = Buffer.from(accessDenied().toXml(`/${request.address.key}`, '0'));
      return { ...answer, status: 403, body };
    },
  };
}

/** A provider, or a public URL, that sends no CORS headers and lets nobody set them. */
export function noCors(): QuirkBehaviour {
  return {
    refuse: ({ method, query }) => {
      if (query.has('cors')) return notImplemented('cors');
      const message = 'CORSResponse: CORS is not enabled for this bucket.';
      return method === 'OPTIONS' ? new S3Error(403, 'AccessForbidden', message) : null;
    },
    answer: (_, answer) => {
      const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
      return withHeaders(answer, Object.fromEntries([...names, 'vary'].map((name) => [name, null])));
    },
  };
}

/** Tigris and GCS: public objects without Cache-Control are kept for an hour. */
export function defaultMaxAge(): QuirkBehaviour {
  return {
    answer: (request, answer) =>
      isRead(request) && answer.status < 300 && !answer.headers.has('cache-control')
        ? withHeaders(answer, { 'cache-control': 'public, max-age=3600' })
        : answer,
  };
}

/** What it was stored with is lost. */
export function dropsCacheControl(): QuirkBehaviour {
  return { answer: (_, answer) => withHeaders(answer, { 'cache-control': null }) };
}

/** Providers that do not want to host pages: HTML arrives as a file to save. */
export function htmlAsDownload(): QuirkBehaviour {
  return {
    answer: (request, answer) =>
      isRead(request) && answer.headers.get('content-type')?.startsWith('text/html') === true
        ? withHeaders(answer, { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' })
        : answer,
  };
}

/** Listings that take their time. */
export function slowList(delayMs: number): QuirkBehaviour {
  return {
    delayMs: ({ method, address, query }) =>
      method === 'GET' && address.key === '' && query.has('list-type') ? delayMs : 0,
  };
}
