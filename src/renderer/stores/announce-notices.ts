import type { StoreApi } from 'zustand';
import { wordsFor } from '../app/words.js';
import type { StudioView } from './studio-store.js';
import { useToasts } from './toast-store.js';

/** Shows each notice that comes in from now on as a toast. Those of before the page was opened are in the log only. */
export function announceNotices(store: StoreApi<StudioView>): void {
  let seen: Set<string> | null = null;
  store.subscribe(({ state }) => {
    if (state === null) return;
    const before = seen;
    seen = new Set(state.notices.map(({ id }) => id));
    if (before === null) return;
    for (const { id, level, reason } of state.notices) {
      if (before.has(id)) continue;
      useToasts.getState().show({ level, words: wordsFor(reason.code, reason.details) });
    }
  });
}
