import { AppError, type ErrorDetails } from '../../../shared/errors.js';

/** The same error, which says when to try again at the earliest (`details.againAfterMs`). */
export function toBeRepeated(error: AppError, afterMs: number, more: ErrorDetails = {}): AppError {
  return new AppError(error.code, error.message, {
    retryable: error.retryable,
    details: { ...error.details, ...more, againAfterMs: afterMs },
    cause: error,
  });
}
