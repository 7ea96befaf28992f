import { create } from 'zustand';
import { composeWords } from './compose-words.js';

interface News {
  readonly text: string;
  say(text: string): void;
}

/** What was just done, for those who do not see it. */
export const useNews = create<News>((set) => ({ text: '', say: (text) => set({ text }) }));

/** Says it. Once in the page. */
export function Announcer() {
  const text = useNews((news) => news.text);
  return (
    <p role="status" aria-label={composeWords.changes} className="sr-only">
      {text}
    </p>
  );
}
