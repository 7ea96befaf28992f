import type { ErrorCode } from '../../shared/errors.js';

const statuses: Partial<Record<ErrorCode, number>> = {
  'input.invalid': 400,
  'auth.missing': 401,
  'auth.forbidden': 403,
  'asset.not-found': 404,
  'scenes.not-found': 404,
  'asset.too-large': 413,
  'scenes.too-large': 413,
  'asset.unsupported': 415,
  'scenes.file-damaged': 422,
  'scenes.file-newer': 422,
  'disk.full': 507,
};

/** The HTTP status that goes with an error; the body says it all, as ErrorData. */
export function errorStatus(code: ErrorCode): number {
  return statuses[code] ?? 500;
}
