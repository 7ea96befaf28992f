import { Lock } from 'lucide-react';
import type { Publication } from '../../../shared/publication.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { formatDate } from '../../ui/format.js';
import { Phrase } from '../../ui/phrase.js';
import { publishWords } from './publish-words.js';

/** Another studio has the channel: who, since when, and the way to take it over. */
export function HeldNotice({ publication: { broadcastId, holder } }: { readonly publication: Publication }) {
  const takeOver = useCommand('takeOverChannel');
  const studio = holder === null ? publishWords.held.another : `“${holder.studio}”`;
  return (
    <div role="alert" className="grid gap-3 rounded-control border border-live bg-live-soft p-3 text-sm">
      <div className="flex items-start gap-2.5">
        <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
        <p className="min-w-0 break-words">
          <Phrase
            text={holder === null ? publishWords.held.lead : publishWords.held.leadSince(formatDate(holder.sinceMs))}
            parts={{
              news: <strong className="font-semibold text-danger-text">{publishWords.held.news(studio)}</strong>,
            }}
          />
        </p>
      </div>
      <Confirm
        trigger={
          <Button variant="quiet-danger" isBusy={takeOver.isBusy} disabled={!takeOver.isReady}>
            {publishWords.held.takeOver}
          </Button>
        }
        title={publishWords.held.question}
        confirmLabel={publishWords.held.takeOver}
        cancelLabel={publishWords.held.cancel}
        onConfirm={() => void takeOver.run({ broadcastId })}
      >
        {publishWords.held.consequence(studio)}
      </Confirm>
    </div>
  );
}
