import { useSyncExternalStore } from 'react';

const everyMs = 250;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let nowMs = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  nowMs = Date.now();
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of [...listeners]) each();
  }, everyMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time of day in whole seconds, as epoch ms, from one timer for all clocks on the page: they tick together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(nowMs / 1000) * 1000);
}
