import { clsx } from 'clsx';
import { Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Recording } from '../../../shared/studio-state.js';
import { bestLink } from '../../stores/best-link.js';
import { EditableTitle } from '../../ui/editable-title.js';
import { formatBytes, formatDate, formatDuration } from '../../ui/format.js';
import { ClipChips } from '../golive/clip-chips.js';
import { DeleteButton } from './delete-button.js';
import { ExportControl } from './export-control.js';
import { libraryWords } from './library-words.js';
import { PublicationChips } from './publication-chips.js';
import { PublishMenu } from './publish-menu.js';
import { Poster } from './poster.js';
import { RevealButton } from './reveal-button.js';

const marks = {
  live: { word: libraryWords.standings.live, colour: 'bg-live text-on-live' },
  ended: null,
  repaired: { word: libraryWords.standings.repaired, colour: 'bg-accent-soft text-accent-text' },
  failed: { word: libraryWords.standings.failed, colour: 'bg-live-soft text-danger-text' },
};

interface RecordingRowProps {
  readonly recording: Recording;
  /** The address leads here: it is scrolled to and focused. */
  readonly isWanted: boolean;
}

/** One broadcast of the library. */
export function RecordingRow({ recording, isWanted }: RecordingRowProps) {
  const { id, title, status, height } = recording;
  const mark = marks[status];
  const link = bestLink(recording.links, 'watch');
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.focus({ preventScroll: true });
  }, [isWanted]);
  return (
    <li
      ref={row}
      tabIndex={isWanted ? -1 : undefined}
      className={clsx(
        'flex flex-wrap gap-x-4 gap-y-3 p-3 md:flex-nowrap',
        recording.publications.length > 1 ? 'items-start' : 'items-center',
      )}
    >
      <Poster recording={recording} />
      <div className="min-w-56 flex-1">
        <EditableTitle broadcastId={id} title={title} heading="h2" className="text-base font-medium" />
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted tabular-nums">
          {mark !== null && (
            <span className={clsx('rounded-full px-2 py-px font-semibold', mark.colour)}>{mark.word}</span>
          )}
          <time dateTime={new Date(recording.createdAtMs).toISOString()}>{formatDate(recording.createdAtMs)}</time>
          <Dot />
          {formatDuration(recording.durationSeconds)}
          <Dot />
          {formatBytes(recording.sizeBytes)}
          {height !== null && (
            <>
              <Dot />
              {height}p
            </>
          )}
        </p>
        <PublicationChips publications={recording.publications} />
        <ClipChips broadcastId={id} />
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {link !== null && status !== 'failed' && (
          <a
            href={link.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex h-9 items-center gap-2 rounded-control border border-line bg-raised px-3.5 text-sm font-medium transition-colors hover:border-line-strong"
          >
            <Play aria-hidden className="size-4" />
            {status === 'live' ? libraryWords.watch : libraryWords.replay}
            <span className="sr-only">“{title}”</span>
          </a>
        )}
        <PublishMenu recording={recording} />
        <ExportControl recording={recording} />
        <RevealButton recording={recording} />
        <DeleteButton recording={recording} />
      </div>
    </li>
  );
}

const Dot = () => <span aria-hidden>·</span>;
