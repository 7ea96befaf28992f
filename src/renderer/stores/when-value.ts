import type { ObservableValue } from './observable-value.js';

/** Resolves once `test` holds for the value (at once, if it does already). Rejects with the signal's reason when aborted. */
export function whenValue<T>(
  observable: ObservableValue<T>,
  test: (value: T) => boolean,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortReason(signal));
    if (test(observable.get())) return resolve();
    const finish = () => {
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      finish();
      reject(abortReason(signal));
    };
    const unsubscribe = observable.subscribe((value) => {
      if (!test(value)) return;
      finish();
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('Aborted');
}
