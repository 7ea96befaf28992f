import { AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';

interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Writes of one key this far apart are taken everywhere, milliseconds: R2 and Google allow one a second. */
export const keyPauseMs = 1_100;
/** Longest that the doctor waits because a server asked it to, milliseconds. */
const longestPauseMs = 4_000;
const pausesMs = [400, 1_200, 2_500];

/** Waits; ends at once when the run is stopped. */
export function pause({ clock, signal }: Waiting, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(delayMs, done);
    signal.addEventListener('abort', done);
  });
}

/**
 * Tries a request up to four times where the server itself was busy or broken for a moment, the line was cut, or the
 * server's clock has just been learned: the doctor judges a destination, not one unlucky second. Anything else rejects at
 * once.
 */
export async function withPatience<T>(waiting: Waiting, request: () => Promise<T>): Promise<T> {
  for (const delayMs of pausesMs) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof AppError) || !isPassing(error) || waiting.signal.aborted) throw error;
      const asked = Number(error.details['retryAfterMs'] ?? 0);
      await pause(waiting, Math.min(longestPauseMs, Math.max(delayMs, asked)));
    }
  }
  return request();
}

function isPassing(error: AppError): boolean {
  if (error.code === 'publish.unreachable') return error.details['why'] === 'reset';
  return ['publish.throttled', 'publish.server-error', 'publish.clock-skew'].includes(error.code);
}

/**
 * Asks again every `everyMs` until the answer is the one hoped for, at most for `forMs`; resolves with the last answer.
 * Buckets and policies take a moment until every server of a provider knows them.
 */
export async function askUntil<T>(
  waiting: Waiting,
  { everyMs, forMs }: { readonly everyMs: number; readonly forMs: number },
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
): Promise<T> {
  const startMs = waiting.clock.monotonicMs();
  for (;;) {
    const answer = await ask();
    const isLate = waiting.clock.monotonicMs() - startMs + everyMs > forMs;
    if (isGood(answer) || isLate || waiting.signal.aborted) return answer;
    await pause(waiting, everyMs);
  }
}
