/** Waits; not at all where `delayMs` is not above 0. Rejects when it is called off. */
export function pause(delayMs: number, calledOff: AbortSignal): Promise<void> {
  calledOff.throwIfAborted();
  if (!(delayMs > 0)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, delayMs);
    function done(): void {
      clearTimeout(timer);
      calledOff.removeEventListener('abort', done);
      if (calledOff.aborted) reject(calledOff.reason as Error);
      else resolve();
    }
    calledOff.addEventListener('abort', done);
  });
}
