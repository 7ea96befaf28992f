import { Search } from 'lucide-react';
import { useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { formatBytes } from '../../ui/format.js';
import { EmptyLibrary } from './empty-library.js';
import { libraryWords } from './library-words.js';
import { RecordingRow } from './recording-row.js';

interface LibraryPageProps {
  /** The recording that the address names. */
  readonly wanted: string | undefined;
}

/** Every broadcast is also a recording: find, replay, save, delete. */
export function LibraryPage({ wanted: wantedId }: LibraryPageProps) {
  const recordings = useEngineState((state) => state.recordings);
  const disk = useEngineState((state) => state.disk);
  const [query, setQuery] = useState('');
  if (recordings.length === 0) return <EmptyLibrary />;
  const wanted = query.trim().toLocaleLowerCase();
  const found = recordings
    .filter(({ title }) => title.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  const total = recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-1 gap-5 px-5 py-8 lg:px-8">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{libraryWords.title}</h1>
          <p className="text-muted tabular-nums">
            {libraryWords.total(recordings.length, formatBytes(total))}
            {disk !== null && libraryWords.free(formatBytes(disk.freeBytes))}
          </p>
        </div>
        <label className="relative w-full sm:w-72">
          <span className="sr-only">{libraryWords.search}</span>
          <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-muted" />
          <input
            type="search"
            value={query}
            placeholder={libraryWords.search}
            onChange={(event) => setQuery(event.currentTarget.value)}
            className="h-9 w-full rounded-control border border-line-strong bg-sunken pr-3 pl-9 text-sm text-text placeholder:text-muted"
          />
        </label>
      </header>
      {found.length === 0 ? (
        <p role="status" className="rounded-card border border-dashed border-line-strong p-10 text-center text-muted">
          {libraryWords.nothing(query.trim())}
        </p>
      ) : (
        <ul
          aria-label={libraryWords.list}
          className="divide-y divide-line rounded-card border border-line bg-surface shadow-card"
        >
          {found.map((recording) => (
            <RecordingRow key={recording.id} recording={recording} isWanted={recording.id === wantedId} />
          ))}
        </ul>
      )}
    </div>
  );
}
