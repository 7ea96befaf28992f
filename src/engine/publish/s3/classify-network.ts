import { AppError } from '../../../shared/errors.js';
import { tidyMessage } from './tidy-message.js';

/** What stopped a request on its way; `details.why` of `publish.unreachable`. */
export type UnreachableWhy = 'dns' | 'refused' | 'reset' | 'timeout' | 'no-network' | 'no-route' | 'aborted';

const whys: Readonly<Record<string, UnreachableWhy>> = {
  ENOTFOUND: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  EHOSTUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
};

const tlsCodes =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|CRL_|INVALID_CA|EPROTO$)/;

/**
 * Makes an error of what Node says about a connection; null for what is none of that. All of it may pass by itself, wrong
 * certificates included: networks with a login page show their own until one has logged in.
 */
export function classifyNetworkError(error: Error): AppError | null {
  const code = networkCode(error);
  if (code === null) return error.name === 'TimeoutError' ? unreachable('timeout', error.message) : null;
  if (tlsCodes.test(code)) {
    return new AppError('publish.tls', tidyMessage(error.message), {
      retryable: true,
      details: { why: tlsWhy(code), tlsCode: code },
    });
  }
  // not HTTP: another protocol listens there, or TLS where http:// was said
  if (code.startsWith('HPE_')) {
    return new AppError('publish.malformed-answer', `Expected HTTP, got something else (${code})`, { retryable: true });
  }
  const why = whys[code] ?? (code.startsWith('EAI_') ? 'dns' : null);
  return why === null ? null : unreachable(why, error.message);
}

/** `publish.unreachable` with the reason in `details.why`. */
export function unreachable(why: UnreachableWhy, message: string): AppError {
  return new AppError('publish.unreachable', tidyMessage(message), { retryable: true, details: { why } });
}

/** True when a connection never came about: no server has seen, and none will bill, the request. */
export function hasNotConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = networkCode(error);
  if (code === null) return false;
  const { syscall } = firstCause(error);
  return syscall === 'connect' || syscall === 'getaddrinfo' || tlsCodes.test(code);
}

/** A host with several addresses fails with all their errors in one. */
function firstCause(error: Error): Error & { code?: unknown; syscall?: unknown } {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first : error;
}

function networkCode(error: Error): string | null {
  const { code } = firstCause(error);
  return typeof code === 'string' ? code : null;
}

function tlsWhy(code: string): string {
  if (code.endsWith('HAS_EXPIRED')) return 'expired';
  if (code === 'CERT_NOT_YET_VALID') return 'not-yet-valid';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') return 'wrong-host';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'no-tls';
  return 'untrusted';
}
