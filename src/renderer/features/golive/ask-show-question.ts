import { create } from 'zustand';
import type { FeedPurpose } from '../../../shared/feed.js';

/** What cannot be taken back: the end of a show that broke off, and sending it instead of another page. */
export type AskedOfShow = { readonly kind: 'end'; readonly purpose: FeedPurpose } | { readonly kind: 'take-over' };

interface ShowQuestion {
  readonly asked: AskedOfShow | null;
  readonly ask: (asked: AskedOfShow) => void;
  readonly close: () => void;
}

/** What the palette asks before it does what the live bar's own buttons ask about. */
export const useShowQuestion = create<ShowQuestion>((set) => ({
  asked: null,
  ask: (asked) => set({ asked }),
  close: () => set({ asked: null }),
}));
