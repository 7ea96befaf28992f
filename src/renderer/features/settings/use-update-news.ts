import { useEffect, useState } from 'react';
import type { Host } from '../../../shared/host.js';
import type { UpdateNews } from '../../../shared/update-news.js';

/** How it stands with updates of the desktop app, now and with each change; null: not known yet. */
export function useUpdateNews(host: Pick<Host, 'updateNews' | 'onUpdateNews'>): UpdateNews | null {
  const [news, setNews] = useState<UpdateNews | null>(null);
  useEffect(() => {
    let isOver = false;
    const end = host.onUpdateNews((told) => {
      // what was told meanwhile is newer than an answer that is on its way
      isOver = true;
      setNews(told);
    });
    void host.updateNews(null).then((answer) => {
      if (!isOver && answer.ok) setNews(answer.value);
    });
    return () => {
      isOver = true;
      end();
    };
  }, [host]);
  return news;
}
