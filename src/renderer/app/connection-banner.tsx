import { WifiOff } from 'lucide-react';
import { useView } from '../stores/studio-context.js';
import { shellWords } from './shell-words.js';
import { Phrase } from '../ui/phrase.js';
import { useNow } from '../stores/use-now.js';

/** Says that what is shown is the last that was known. */
export function ConnectionBanner() {
  const connection = useView((view) => view.connection);
  if (connection.status !== 'reconnecting') return null;
  return <Banner sinceMs={connection.sinceMs} />;
}

function Banner({ sinceMs }: { readonly sinceMs: number }) {
  const seconds = Math.max(0, Math.round((useNow() - sinceMs) / 1000));
  return (
    <div className="flex shrink-0 items-center gap-3 border-b border-line bg-warn-soft px-5 py-2.5 text-sm text-warn-text">
      <WifiOff aria-hidden className="size-4 shrink-0" />
      <p role="status">
        <Phrase
          text={shellWords.reconnecting}
          parts={{ news: <strong className="font-semibold">{shellWords.reconnectingNews}</strong> }}
        />
      </p>
      <span aria-hidden className="ml-auto tabular-nums">
        {seconds} s
      </span>
    </div>
  );
}
