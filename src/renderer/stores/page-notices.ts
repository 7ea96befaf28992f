import { create } from 'zustand';
import type { Notice } from '../../shared/studio-state.js';

interface PageNotices {
  /** The newest last, at most 50. */
  readonly notices: readonly Notice[];
  add(notice: Omit<Notice, 'id'>): void;
  dismiss(id: string): void;
}

const maxNotices = 50;

/** What this page has lived through, and the engine does not know of: it stands in the log among the engine's notices. */
export const usePageNotices = create<PageNotices>((set) => ({
  notices: [],
  add: (notice) =>
    set(({ notices }) => ({ notices: [...notices, { ...notice, id: crypto.randomUUID() }].slice(-maxNotices) })),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));
