import type { Publication } from '../../../shared/publication.js';
import { wordsFor } from '../../app/words.js';
import { isErrorCode } from '../../stores/studio-error.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { PublicationBadge } from '../publish/publication-badge.js';
import { uploadedShare, waiting } from '../publish/publication-words.js';
import { libraryWords } from './library-words.js';

/** Where a recording is published, and how that stands. */
export function PublicationChips({ publications }: { readonly publications: readonly Publication[] }) {
  const shown = publications.filter(({ status }) => status !== 'removed');
  if (shown.length === 0) return null;
  return (
    <ul aria-label={libraryWords.publications} className="mt-1.5 grid grid-cols-1 gap-1.5">
      {shown.map((publication) => (
        <Chip key={publication.destinationId} publication={publication} />
      ))}
    </ul>
  );
}

function Chip({ publication }: { readonly publication: Publication }) {
  const { destinationName, reason, backlogObjects } = publication;
  const share = uploadedShare(publication);
  const words = reason !== null && isErrorCode(reason.code) ? wordsFor(reason.code, reason.details) : null;
  return (
    <li className="grid min-w-0 grid-cols-1 gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
        <span className="max-w-full min-w-0 truncate font-medium" title={destinationName}>
          {destinationName}
        </span>
        <PublicationBadge publication={publication} />
        {share !== null && (
          <span className="flex items-center gap-2 text-muted tabular-nums">
            <span className="w-20">
              <ProgressBar value={share} label={libraryWords.uploaded(destinationName)} />
            </span>
            {Math.floor(share * 100)} %{backlogObjects > 0 && libraryWords.toGo(waiting(publication))}
          </span>
        )}
      </div>
      {words !== null && (
        <p className="text-xs break-words text-danger-text">
          {words.title}. {words.action}
        </p>
      )}
    </li>
  );
}
