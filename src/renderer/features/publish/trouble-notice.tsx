import { TriangleAlert } from 'lucide-react';
import type { Words } from '../../app/facts.js';
import { hrefOf } from '../../app/use-route.js';
import { publishWords } from './publish-words.js';

interface TroubleNoticeProps {
  readonly words: Words;
  readonly destinationId: string;
}

/** What must be mended before a publication goes on, and the way to where that is done. */
export function TroubleNotice({ words, destinationId }: TroubleNoticeProps) {
  return (
    <div role="alert" className="flex items-start gap-2.5 rounded-control border border-live bg-live-soft p-3 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
      <div className="grid min-w-0 grid-cols-1 gap-0.5">
        <p className="font-semibold break-words text-danger-text">{words.title}</p>
        <p className="break-words">{words.action}</p>
        <a
          href={hrefOf('settings', 'destinations', destinationId)}
          className="mt-1 justify-self-start font-medium text-accent-text underline hover:no-underline"
        >
          {publishWords.openDestination}
        </a>
      </div>
    </div>
  );
}
