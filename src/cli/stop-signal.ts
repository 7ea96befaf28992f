/** Waits for the person's (or the system's) wish to end. */
export interface StopSignal {
  /** Resolves with the first signal. */
  readonly received: Promise<NodeJS.Signals>;
  /** The next wish from now on is not the last word: it resolves this promise instead. */
  next(): Promise<NodeJS.Signals>;
  dispose(): void;
}

/**
 * One wish may arrive twice: Ctrl-C reaches every process of the terminal, and npm passes it on as well. Only a signal that
 * comes later than this is a further wish.
 */
const SAME_WISH_MS = 1_000;

/**
 * Listens for SIGINT, SIGTERM and SIGHUP. The first asks for a graceful end; a further one that nobody waits for ends the
 * process at once (the engine's exit hook still kills its children).
 */
export function listenForStop(
  onLast: (signal: NodeJS.Signals) => void = () => process.exit(130),
  now: () => number = () => performance.now(),
): StopSignal {
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  let resolveFirst: (signal: NodeJS.Signals) => void = () => undefined;
  let resolveNext: ((signal: NodeJS.Signals) => void) | null = null;
  let wishAtMs: number | null = null;
  const received = new Promise<NodeJS.Signals>((resolve) => {
    resolveFirst = resolve;
  });
  const onSignal = (signal: NodeJS.Signals) => {
    const isFirst = wishAtMs === null;
    if (wishAtMs !== null && now() - wishAtMs <= SAME_WISH_MS) return;
    wishAtMs = now();
    const answer = resolveNext;
    resolveNext = null;
    if (isFirst) resolveFirst(signal);
    if (answer !== null) answer(signal);
    else if (!isFirst) onLast(signal);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    received,
    next: () =>
      new Promise((resolve) => {
        resolveNext = resolve;
      }),
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
