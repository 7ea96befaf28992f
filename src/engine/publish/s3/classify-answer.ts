import { AppError, type ErrorCode, type ErrorDetails } from '../../../shared/errors.js';
import { isWebPage, readErrorDocument, type Answer, type ErrorDocument } from './answer-error.js';
import { retryAfterMs } from './retry-after.js';
import { tidyMessage } from './tidy-message.js';

/** S3's codes that mean the same everywhere. Sources: the S3 API reference's list of error codes; docs/providers.md. */
const codes: Readonly<Record<string, ErrorCode>> = {
  RequestTimeTooSkewed: 'publish.clock-skew',
  RequestExpired: 'publish.clock-skew',
  InvalidAccessKeyId: 'publish.unknown-key',
  // Google; R2 for a token that is gone; a session token of another account
  InvalidSecurity: 'publish.unknown-key',
  Unauthorized: 'publish.unknown-key',
  InvalidToken: 'publish.unknown-key',
  SignatureDoesNotMatch: 'publish.wrong-secret',
  ExpiredToken: 'publish.expired-key',
  TokenRefreshRequired: 'publish.expired-key',
  NoSuchBucket: 'publish.no-bucket',
  PermanentRedirect: 'publish.wrong-region',
  TemporaryRedirect: 'publish.wrong-region',
  AuthorizationHeaderMalformed: 'publish.wrong-region',
  IllegalLocationConstraintException: 'publish.wrong-region',
  InvalidLocationConstraint: 'publish.wrong-region',
  InvalidRegion: 'publish.wrong-region',
  SlowDown: 'publish.throttled',
  ServiceUnavailable: 'publish.throttled',
  TooManyRequests: 'publish.throttled',
  Throttling: 'publish.throttled',
  ThrottlingException: 'publish.throttled',
  RequestLimitExceeded: 'publish.throttled',
  BandwidthLimitExceeded: 'publish.throttled',
  // Wasabi, with status 400
  RequestRateLimitExceeded: 'publish.throttled',
  InternalError: 'publish.server-error',
  PreconditionFailed: 'publish.conflict',
  ConditionalRequestConflict: 'publish.conflict',
  OperationAborted: 'publish.conflict',
  NotImplemented: 'publish.unsupported',
  MethodNotAllowed: 'publish.unsupported',
  AccessControlListNotSupported: 'publish.unsupported',
  MissingContentMD5: 'publish.unsupported',
  // Google, for checksum headers
  ExcessHeaderValues: 'publish.unsupported',
  // the body did not arrive in time
  RequestTimeout: 'publish.unreachable',
};

/** Torn or changed on its way: sent again it may arrive whole. */
const damaged = new Set(['BadDigest', 'IncompleteBody', 'XAmzContentSHA256Mismatch']);
/** These statuses mean what they say, whoever answers, and a page that comes with them is only its words. */
const plainStatuses = new Set([408, 413, 429]);
/** Beyond this the signature's date is the likelier reason for a 403 than what the key may do. S3 allows 15 minutes. */
const suspiciousSkewMs = 5 * 60_000;

const retryable: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'publish.clock-skew',
  'publish.throttled',
  'publish.server-error',
  'publish.unreachable',
  'publish.malformed-answer',
]);

/** Makes an error of an answer that says no. Words of the server go into the message, for logs, without what looks secret. */
export function classifyAnswer(answer: Answer): AppError {
  const document = readErrorDocument(answer.body);
  const code = codeOf(answer, document);
  const { status, headers } = answer;
  const waitMs = retryAfterMs(headers['retry-after'], headers['date']);
  const region = code === 'publish.wrong-region' ? regionOf(answer, document) : null;
  const requestId = headers['x-amz-request-id'] ?? headers['x-guploader-uploadid'];
  const details: ErrorDetails = {
    status,
    ...(document.code === null ? {} : { s3Code: document.code }),
    ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
    ...(region === null ? {} : { region }),
    ...(code === 'publish.unreachable' ? { why: 'timeout' } : {}),
    ...(answer.skewMs !== null && code === 'publish.clock-skew' ? { skewMs: answer.skewMs } : {}),
    ...(requestId !== undefined && /^[\w.-]{1,60}$/.test(requestId) ? { requestId } : {}),
  };
  const words = document.message === null ? '' : `: ${tidyMessage(document.message)}`;
  return new AppError(code, `S3 answered ${status}${document.code === null ? '' : ` ${document.code}`}${words}`, {
    retryable: retryable.has(code) || status === 409 || damaged.has(document.code ?? ''),
    details,
  });
}

function codeOf(answer: Answer, document: ErrorDocument): ErrorCode {
  const { status } = answer;
  if (document.code === null && status < 500 && !plainStatuses.has(status) && isWebPage(answer)) {
    return 'publish.malformed-answer';
  }
  const said = document.code === null ? null : (codeOfWords(document) ?? codes[document.code] ?? null);
  if (said === 'publish.clock-skew') return said;
  if (status === 403 && answer.skewMs !== null && Math.abs(answer.skewMs) > suspiciousSkewMs) {
    return 'publish.clock-skew';
  }
  return said ?? codeOfStatus(answer);
}

/** Where the code alone does not tell: R2, B2, Google and Ceph say the rest in words. */
function codeOfWords({ code, message }: ErrorDocument): ErrorCode | null {
  const words = message ?? '';
  if (code === 'AccessDenied') return /\bexpired\b/i.test(words) ? 'publish.clock-skew' : null;
  if (code === 'AuthorizationHeaderMalformed' || code === 'InvalidArgument' || code === 'InvalidRequest') {
    if (/\baccess key\b/i.test(words)) return 'publish.unknown-key';
  }
  if (code === 'InvalidArgument' || code === 'InvalidRequest') {
    const isRefusedHeader = /unsupported header|not supported|not implemented|content-md5|checksum/i;
    if (isRefusedHeader.test(words)) return 'publish.unsupported';
  }
  return null;
}

function codeOfStatus({ status, headers }: Answer): ErrorCode {
  if (status === 301 || status === 307 || status === 308) return 'publish.wrong-region';
  // HEAD has no document: a bucket in another region shows by this header alone
  if (status === 400 && headers['x-amz-bucket-region'] !== undefined) return 'publish.wrong-region';
  if (status === 401) return 'publish.unknown-key';
  if (status === 403) return 'publish.forbidden';
  if (status === 405 || status === 501) return 'publish.unsupported';
  if (status === 408) return 'publish.unreachable';
  if (status === 304 || status === 409 || status === 412) return 'publish.conflict';
  if (status === 429 || status === 503 || status === 509) return 'publish.throttled';
  // a proxy, or a network that wants a login first
  if (status === 407 || status === 511 || status < 400) return 'publish.malformed-answer';
  return status >= 500 ? 'publish.server-error' : 'publish.refused';
}

function regionOf({ headers }: Answer, document: ErrorDocument): string | null {
  const named =
    document.region ??
    headers['x-amz-bucket-region'] ??
    /expecting '([^']+)'/.exec(document.message ?? '')?.[1] ??
    /\bs3[.-]([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(document.endpoint ?? '')?.[1] ??
    null;
  return named !== null && /^[a-z0-9-]{1,40}$/.test(named) ? named : null;
}
