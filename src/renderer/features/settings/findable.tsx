import type { ReactNode } from 'react';
import { useIsFound } from './settings-search.js';

/** A part of the settings that is found as a whole, by what it says. */
export function Findable({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  if (!useIsFound(words)) return null;
  return (
    <div data-setting className="contents">
      {children}
    </div>
  );
}
