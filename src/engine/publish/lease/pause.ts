import { AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';

/**
 * Waits so long, at least a millisecond (what a clock's rounding leaves would never pass). Rejects as the bucket client does
 * when `signal` ends it (`publish.unreachable`, why `aborted`).
 */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      cancel();
      reject(new AppError('publish.unreachable', 'Waiting for the lease was ended', { details: { why: 'aborted' } }));
    };
    const cancel = clock.after(Math.max(1, delayMs), () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
