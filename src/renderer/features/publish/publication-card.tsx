import { Layers } from 'lucide-react';
import type { Publication } from '../../../shared/publication.js';
import { wordsFor } from '../../app/words.js';
import { isErrorCode } from '../../stores/studio-error.js';
import { Card } from '../../ui/card.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { HeldNotice } from './held-notice.js';
import { PublicationBadge } from './publication-badge.js';
import { PublicationFigures } from './publication-figures.js';
import { lookOf, statusSentence, uploadedShare } from './publication-words.js';
import { publishWords } from './publish-words.js';
import { Phrase } from '../../ui/phrase.js';
import { TroubleNotice } from './trouble-notice.js';

/** How the broadcast stands at its destination: what viewers get, what waits and why, and what to do. */
export function PublicationCard({ publication }: { readonly publication: Publication }) {
  const { status, reason, destinationName, deferred } = publication;
  const share = status === 'completing' || status === 'behind' ? uploadedShare(publication) : null;
  // What simply takes its time is in the sentence and the figures already.
  const words = reason !== null && isErrorCode(reason.code) ? wordsFor(reason.code, reason.details) : null;
  return (
    <Card title={publishWords.title} aside={<PublicationBadge publication={publication} />}>
      <div className="grid grid-cols-1 gap-3 px-4 pt-0.5 pb-4">
        <div>
          <p className="text-base font-semibold break-words">{destinationName}</p>
          {/* The word alone is the news: the sentence holds figures that change each second. */}
          <p role="status" className="sr-only">
            {lookOf(publication).word}
          </p>
          <p className="text-sm text-muted">{statusSentence(publication)}</p>
        </div>
        {share !== null && <ProgressBar value={share} label={publishWords.uploaded(destinationName)} />}
        {status === 'held' && <HeldNotice publication={publication} />}
        {words !== null && status !== 'held' && (
          <TroubleNotice words={words} destinationId={publication.destinationId} />
        )}
        {deferred.length > 0 && (
          <div className="flex items-start gap-2.5 rounded-control border border-line bg-sunken p-3 text-sm">
            <Layers aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
            <p className="min-w-0">
              <Phrase
                text={publishWords.deferred}
                parts={{ names: <strong className="font-semibold break-words">{deferred.join(', ')}</strong> }}
              />
            </p>
          </div>
        )}
        <PublicationFigures publication={publication} />
      </div>
    </Card>
  );
}
