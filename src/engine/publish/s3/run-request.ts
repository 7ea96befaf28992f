import type { Clock } from '../../clock.js';
import type { RequestOptions } from './bucket-client.js';
import { unreachable } from './classify-network.js';
import { classifyS3Error } from './classify-s3-error.js';

/**
 * Runs one request that ends for sure: with its answer, with an AppError of what went wrong, with `publish.unreachable`
 * (why `timeout`) after `timeoutMs`, or (why `aborted`) with the caller's signal, also where the connection never says
 * another word.
 */
export function runRequest<T>(
  send: (signal: AbortSignal) => Promise<T>,
  options: RequestOptions & { readonly timeoutMs: number; readonly clock: Clock },
): Promise<T> {
  const { signal, timeoutMs, clock } = options;
  if (signal?.aborted === true) return Promise.reject(unreachable('aborted', 'The request was called off'));
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const onAbort = (): void => end('aborted', 'The request was called off');
    const stopTimer = clock.after(timeoutMs, () => end('timeout', `No answer within ${timeoutMs} ms`));
    const cleanUp = (): void => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
    };
    const end = (why: 'aborted' | 'timeout', message: string): void => {
      cleanUp();
      reject(unreachable(why, message));
      controller.abort();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    send(controller.signal).then(
      (answer) => {
        cleanUp();
        resolve(answer);
      },
      (error: unknown) => {
        cleanUp();
        reject(classifyS3Error(error));
      },
    );
  });
}
