import { ArrowRight, CircleCheck } from 'lucide-react';
import { PublicationChips } from '../library/publication-chips.js';
import { hrefOf } from '../../app/use-route.js';
import { bestLink } from '../../stores/best-link.js';
import { useEngineState } from '../../stores/studio-context.js';
import { formatBytes, formatDuration } from '../../ui/format.js';
import { startWords } from './start-words.js';

/** What was sent last, so that the end of a broadcast leads somewhere. */
export function LastBroadcast() {
  const last = useEngineState(({ recordings }) => recordings.find(({ status }) => status !== 'live') ?? null);
  if (last === null) return null;
  const link = bestLink(last.links, 'watch');
  return (
    <section
      aria-label={startWords.last}
      className="flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-card border border-line bg-surface p-4"
    >
      <CircleCheck aria-hidden className="size-5 shrink-0 text-ok" />
      <div className="min-w-40 flex-1 basis-0">
        <p className="truncate text-sm font-medium">{last.title}</p>
        <p className="text-xs text-muted">
          {startWords.recorded(formatDuration(last.durationSeconds), formatBytes(last.sizeBytes))}
        </p>
        <PublicationChips publications={last.publications} />
      </div>
      {link !== null && (
        <a
          href={link.url}
          target="_blank"
          rel="noreferrer"
          className="text-sm font-medium text-accent-text hover:underline"
        >
          {startWords.replay}
        </a>
      )}
      <a
        href={hrefOf('library')}
        className="flex items-center gap-1 text-sm font-medium text-accent-text hover:underline"
      >
        {startWords.library} <ArrowRight aria-hidden className="size-3.5" />
      </a>
    </section>
  );
}
