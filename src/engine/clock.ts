/** Time as a dependency, so that tests turn the hands themselves. */
export interface Clock {
  /** Epoch milliseconds. May jump: use it for what people see. */
  now(): number;
  /** Milliseconds that only go forward: use it for durations. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The real clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
