import { ChevronRight } from 'lucide-react';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { bestLink } from '../../stores/best-link.js';
import { CopyButton } from '../../ui/copy-button.js';
import { embedCode } from './embed-code.js';
import { panelWords as words } from './panel-words.js';

/** The player for a page of the creator's own. */
export function EmbedField({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const link = bestLink(broadcast.links, 'watch');
  if (link === null) return null;
  const code = embedCode(link.url, broadcast.title);
  return (
    <details className="group rounded-card border border-line bg-surface shadow-card">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-card px-4 py-2.5 text-xs font-medium text-muted hover:text-text">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {words.embed}
      </summary>
      <div className="grid gap-2 px-4 pb-4">
        <p className="text-xs text-muted">{words.embedLead}</p>
        <div className="flex gap-2">
          <input
            readOnly
            aria-label={words.embed}
            value={code}
            onFocus={(event) => event.currentTarget.select()}
            className="h-9 min-w-0 flex-1 rounded-control border border-line bg-sunken px-3 font-mono text-xs text-text"
          />
          <CopyButton text={code} what={words.embed} />
        </div>
      </div>
    </details>
  );
}
