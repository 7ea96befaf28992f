import { createContext, useContext } from 'react';

/** What is looked for in the settings; empty: nothing. */
export const SettingsSearch = createContext('');

/** Whether something that says `texts` is shown: every word that is looked for stands in them. */
export function isFound(query: string, texts: readonly string[]): boolean {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text = texts.join(' ').toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

/** Whether what says `texts` is shown while the creator looks for something. */
export function useIsFound(...texts: readonly string[]): boolean {
  return isFound(useContext(SettingsSearch), texts);
}
