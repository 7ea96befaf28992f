import { AppError } from '../../../shared/errors.js';
import { classifyNetworkError } from '../../publish/s3/classify-network.js';

/** What stopped a connection on its way; `details.why` of `relay.unreachable`. */
export type RelayUnreachableWhy = 'dns' | 'refused' | 'timeout' | 'reset' | 'network';

const whys: Readonly<Record<string, RelayUnreachableWhy>> = {
  dns: 'dns',
  refused: 'refused',
  timeout: 'timeout',
  reset: 'reset',
};

/** `relay.unreachable`, which may pass by itself. */
export function unreachable(why: RelayUnreachableWhy, message: string, cause?: unknown): AppError {
  return new AppError('relay.unreachable', message, { retryable: true, details: { why }, cause });
}

/** Makes `relay.unreachable` or `relay.tls` of what Node says about a connection. `host` is shown to people. */
export function networkRefusal(error: Error, host: string): AppError {
  const found = classifyNetworkError(error);
  const why = String(found?.details['why'] ?? '');
  if (found?.code === 'publish.tls') {
    return new AppError('relay.tls', found.message, { retryable: true, details: { why, host }, cause: error });
  }
  const details = { why: whys[why] ?? 'network', host };
  return new AppError('relay.unreachable', found?.message ?? error.message, { retryable: true, details, cause: error });
}
