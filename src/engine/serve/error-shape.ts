import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { z } from 'zod';
import { AppError, type ErrorData } from '../../shared/errors.js';

/** A tRPC error as the studio sees it: `data.appError` says what happened; no stack, no words of a foreign error. */
export type StudioErrorShape = Omit<TRPCDefaultErrorShape, 'data'> & {
  readonly data: Omit<TRPCDefaultErrorShape['data'], 'stack'> & { readonly appError: ErrorData };
};

/** tRPC's errorFormatter. Total: anything thrown becomes data. */
export function errorShape(shape: TRPCDefaultErrorShape, error: TRPCError): StudioErrorShape {
  const appError = toErrorData(error);
  const { code, httpStatus, path } = shape.data;
  return {
    code: shape.code,
    message: appError.message,
    data: { code, httpStatus, ...(path !== undefined && { path }), appError },
  };
}

function toErrorData(error: TRPCError): ErrorData {
  const { cause, code } = error;
  if (cause instanceof AppError) return cause.toData();
  if (cause instanceof z.ZodError) {
    const issue = cause.issues[0];
    // The place only: a message of zod's may repeat what was sent, and that may be a key.
    const field = issue === undefined ? '' : issue.path.map(String).join('.').slice(0, 200);
    return data('input.invalid', `Expected a valid input${field === '' ? '' : ` in '${field}'`}`, { field });
  }
  if (code === 'NOT_FOUND' || code === 'METHOD_NOT_SUPPORTED') return data('command.unknown', 'No such procedure');
  if (code === 'PARSE_ERROR' || code === 'BAD_REQUEST' || code === 'UNPROCESSABLE_CONTENT') {
    return data('input.invalid', 'Expected a tRPC message in a text frame');
  }
  return data('internal', 'Something unexpected happened; the log says what');
}

function data(code: ErrorData['code'], message: string, details: ErrorData['details'] = {}): ErrorData {
  return { code, message, retryable: false, details };
}
