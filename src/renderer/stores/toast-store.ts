import { create } from 'zustand';
import type { Words } from '../app/facts.js';

export interface Toast {
  readonly id: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly words: Words;
  /** Something to do about it, as long as the toast is there. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface ToastView {
  readonly toasts: readonly Toast[];
  /** Shows a toast; the oldest gives way when there are more than four. */
  show(toast: Omit<Toast, 'id'>): void;
  dismiss(id: string): void;
}

const maxToasts = 4;

/** Short messages over the page. What must not be missed is a notice as well, which the log keeps. */
export const useToasts = create<ToastView>((set) => ({
  toasts: [],
  show: (toast) =>
    set(({ toasts }) => {
      const rest = toasts.filter(({ words }) => words.title !== toast.words.title);
      return { toasts: [...rest, { ...toast, id: crypto.randomUUID() }].slice(-maxToasts) };
    }),
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));
