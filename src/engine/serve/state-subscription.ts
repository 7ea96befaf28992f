import type { StateFrame } from '../../shared/state-frames.js';
import type { StateStore } from './studio-api.js';

/** What a subscription knows of the socket that it writes to. */
export interface SocketPressure {
  /** Resolves at once when the socket takes more, else when it does again, has closed, or `signal` aborts. Never rejects. */
  writable(signal: AbortSignal): Promise<void>;
}

/** Frames kept for a slow reader. One that is further behind is cheaper to serve with a snapshot. */
const maxQueuedFrames = 256;

/**
 * A snapshot, then every change in order until `signal` aborts. While the socket is full nothing is handed to it; a
 * reader that falls too far behind loses the queue and gets a fresh snapshot, so that memory stays bounded.
 */
export async function* stateFrames(
  store: StateStore,
  pressure: SocketPressure,
  signal: AbortSignal,
): AsyncGenerator<StateFrame, void, void> {
  const queue: StateFrame[] = [];
  let needsSnapshot = true;
  let wake: (() => void) | null = null;
  const ring = (): void => {
    wake?.();
    wake = null;
  };
  const unsubscribe = store.subscribe((frame) => {
    if (!needsSnapshot) queue.push(frame);
    if (queue.length > maxQueuedFrames) {
      queue.length = 0;
      needsSnapshot = true;
    }
    ring();
  });
  signal.addEventListener('abort', ring);
  try {
    while (!signal.aborted) {
      await pressure.writable(signal);
      if (signal.aborted) return;
      if (needsSnapshot) {
        needsSnapshot = false;
        yield { type: 'snapshot', epoch: store.epoch, revision: store.revision, state: store.get() };
        continue;
      }
      const frame = queue.shift();
      if (frame !== undefined) {
        yield frame;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', ring);
    unsubscribe();
  }
}
