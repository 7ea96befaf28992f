import { errorCodes, type ErrorCode, type ErrorDetails } from '../../shared/errors.js';

/** What can go wrong on the studio's side of the wire, beside the engine's own error codes. */
export const studioErrorCodes = [
  'studio.unreachable',
  'studio.cancelled',
  'studio.engine-restarted',
  'studio.clipboard-refused',
] as const;
export type StudioErrorCode = (typeof studioErrorCodes)[number] | ErrorCode;

/** Why a request of the studio came to nothing. The words are looked up by code. */
export class StudioError extends Error {
  readonly code: StudioErrorCode;
  readonly details: ErrorDetails;

  constructor(code: StudioErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'StudioError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** True for a code of the engine. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return (errorCodes as readonly unknown[]).includes(value);
}
