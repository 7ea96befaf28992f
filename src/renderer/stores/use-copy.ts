import { useCallback } from 'react';
import type { Words } from '../app/facts.js';
import { wordsFor } from '../app/words.js';
import { useToasts } from './toast-store.js';

/** Copies a text where there is no button that could say so itself: a toast does. Never rejects. */
export function useCopy(): (text: string, done: Words) => Promise<void> {
  const show = useToasts((view) => view.show);
  return useCallback(
    async (text, done) => {
      try {
        await navigator.clipboard.writeText(text);
        show({ level: 'info', words: done });
      } catch {
        // Refused by the browser, or the page is not in focus: the words say how to copy by hand.
        show({ level: 'error', words: wordsFor('studio.clipboard-refused') });
      }
    },
    [show],
  );
}
