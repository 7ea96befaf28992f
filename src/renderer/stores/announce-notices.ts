import type { StoreApi } from 'zustand';
import type { Notice } from '../../shared/studio-state.js';
import type { Words } from '../app/facts.js';
import { wordsFor } from '../app/words.js';
import type { StudioView } from './studio-store.js';
import { useToasts } from './toast-store.js';

/** Takes a notice for whom the studio is not in sight. */
export type TellOutside = (notice: Pick<Notice, 'level' | 'reason'>, words: Words) => void;

/** Shows each notice that comes in from now on as a toast. Those of before the page was opened are in the log only. */
export function announceNotices(store: StoreApi<StudioView>, tellOutside: TellOutside): void {
  let seen: Set<string> | null = null;
  store.subscribe(({ state }) => {
    if (state === null) return;
    const before = seen;
    seen = new Set(state.notices.map(({ id }) => id));
    if (before === null) return;
    for (const { id, level, reason } of state.notices) {
      if (before.has(id)) continue;
      const words = wordsFor(reason.code, reason.details);
      useToasts.getState().show({ level, words });
      tellOutside({ level, reason }, words);
    }
  });
}
