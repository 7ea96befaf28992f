import type { IncomingHttpHeaders } from 'node:http';
import { entityTag, type FileVersion } from './cached-file.js';
import type { FilePolicy } from './file-policy.js';

/** Bytes `start` to `end` (inclusive), the whole, or none of it. */
export type RangeChoice = 'whole' | 'unsatisfiable' | { readonly start: number; readonly end: number };

/** What the client already has (RFC 9110 §13.2.2, steps 3 and 4): true answers 304. */
export function isNotModified(
  headers: IncomingHttpHeaders,
  policy: FilePolicy,
  version: FileVersion,
  form: 'plain' | 'gzip',
): boolean {
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) {
    const tag = entityTag(version, form);
    return noneMatch.split(',').some((item) => {
      const name = item.trim();
      return name === '*' || name === tag || name === `W/${tag}`;
    });
  }
  const since = headers['if-modified-since'];
  // A date is blind to a second writing within its second: a live playlist that got its ENDLIST then would never be seen
  // again. So dates count for what is written once; 200 is always a right answer.
  if (since === undefined || !policy.isImmutable) return false;
  return seconds(version.modifiedMs) <= seconds(Date.parse(since));
}

/**
 * Reads Range and If-Range for a form of `sizeBytes`. Several ranges, other units and malformed ones give the whole, as
 * RFC 9110 §14.2 allows.
 */
export function chooseRange(headers: IncomingHttpHeaders, version: FileVersion, sizeBytes: number): RangeChoice {
  const { range } = headers;
  if (range === undefined || !isIfRangeMet(headers['if-range'], version)) return 'whole';
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim());
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= sizeBytes ? 'unsatisfiable' : { start, end };
}

/** True when the client takes gzip (RFC 9110 §12.5.3). */
export function acceptsGzip(accept: string | undefined): boolean {
  if (accept === undefined || accept === '') return false;
  for (const item of accept.split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    if (name !== 'gzip' && name !== 'x-gzip' && name !== '*') continue;
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return quality === undefined || Number(quality.slice(2)) > 0;
  }
  return false;
}

/** Ranges are cut from the plain form only, so that its tag is the one to compare; a date must be older than a second. */
function isIfRangeMet(ifRange: string | string[] | undefined, version: FileVersion): boolean {
  if (ifRange === undefined) return true;
  if (typeof ifRange !== 'string') return false;
  if (ifRange.trim().startsWith('"')) return ifRange.trim() === entityTag(version, 'plain');
  return seconds(Date.parse(ifRange)) === seconds(version.modifiedMs) && Date.now() - version.modifiedMs > 2000;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
