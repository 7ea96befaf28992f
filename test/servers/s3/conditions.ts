import type { IncomingHttpHeaders } from 'node:http';
import type { S3Object } from './bucket-store.js';
import { noSuchKey, notImplemented, preconditionFailed, S3Error } from './s3-error.js';

function namesEtag(header: string, etag: string): boolean {
  const plain = (text: string): string => text.trim().replace(/^W\//, '').replaceAll('"', '');
  return header.split(',').some((one) => one.trim() === '*' || plain(one) === plain(etag));
}

/** `If-None-Match: *` and `If-Match` on a write: throws as S3 does when they do not hold. */
export function checkWriteConditions(headers: IncomingHttpHeaders, key: string, present: S3Object | undefined): void {
  const [ifMatch, ifNoneMatch] = [headers['if-match'], headers['if-none-match']];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') throw notImplemented('If-None-Match');
    if (present !== undefined) throw preconditionFailed('If-None-Match');
  }
  if (ifMatch !== undefined) {
    if (present === undefined) throw noSuchKey(key);
    if (!namesEtag(ifMatch, present.etag)) throw preconditionFailed('If-Match');
  }
}

/** Conditions of GET and HEAD in the order of RFC 9110 §13.2.2: true when the answer is 304. */
export function isNotModified(headers: IncomingHttpHeaders, object: S3Object): boolean {
  const modifiedSeconds = Math.floor(object.modifiedAtMs / 1000);
  const seconds = (date: string): number => Date.parse(date) / 1000;
  const unmodifiedSince = headers['if-unmodified-since'];
  if (headers['if-match'] !== undefined) {
    if (!namesEtag(headers['if-match'], object.etag)) throw preconditionFailed('If-Match');
  } else if (unmodifiedSince !== undefined && modifiedSeconds > seconds(unmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (headers['if-none-match'] !== undefined) return namesEtag(headers['if-none-match'], object.etag);
  const modifiedSince = headers['if-modified-since'];
  return modifiedSince !== undefined && modifiedSeconds <= seconds(modifiedSince);
}

/** The bytes that a Range header asks for, last one included; null: all of them (no range, or one that is none). */
export function parseRange(header: string | undefined, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null) return null;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  if (start >= size || (from === '' && Number(to) === 0)) {
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
      extra: [
        ['RangeRequested', header ?? ''],
        ['ActualObjectSize', String(size)],
      ],
      headers: { 'content-range': `bytes */${String(size)}` },
    });
  }
  return { start, end };
}
