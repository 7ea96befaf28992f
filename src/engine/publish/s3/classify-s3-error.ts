import { AppError, toAppError } from '../../../shared/errors.js';
import { AnswerError } from './answer-error.js';
import { classifyAnswer } from './classify-answer.js';
import { classifyNetworkError } from './classify-network.js';
import { tidyMessage } from './tidy-message.js';

/**
 * Makes an AppError of the `publish.*` codes of whatever a request to S3 ends with: an answer, a broken connection, or the
 * SDK's own. `details` holds `status` and `s3Code` where the server answered, `why` where it did not, `region` and
 * `retryAfterMs` where it said so. There is no `cause`: the SDK's errors carry signatures, and TLS errors certificates.
 */
export function classifyS3Error(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AnswerError) return classifyAnswer(error.answer);
  if (!(error instanceof Error)) return toAppError(error);
  const network = classifyNetworkError(error);
  if (network !== null) return network;
  const status = statusOf(error);
  if (status === null) return new AppError('internal', tidyMessage(`${error.name}: ${error.message}`));
  // with an error document in a 200 (CompleteMultipartUpload) the SDK makes a 503 of it and names the error after its code
  if (status >= 300) {
    const body = `<Error><Code>${error.name}</Code></Error>`;
    return classifyAnswer({ status, headers: {}, body, skewMs: null });
  }
  return malformedAnswer(status, 'Expected a document of S3, got something that cannot be read');
}

/** `publish.malformed-answer`: a success in name only, as captive portals tell it. */
export function malformedAnswer(status: number | null, message: string): AppError {
  return new AppError('publish.malformed-answer', message, {
    retryable: true,
    details: status === null ? {} : { status },
  });
}

function statusOf(error: Error): number | null {
  const metadata: unknown = '$metadata' in error ? error.$metadata : null;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
