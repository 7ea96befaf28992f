import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Link } from '../../../shared/domain.js';
import { bestLink } from '../../stores/best-link.js';
import { CopyButton } from '../../ui/copy-button.js';
import { AllowNetwork } from './allow-network.js';
import { liveWords } from './live-words.js';
import { ReachBadge } from './reach-badge.js';

const kinds = [
  { kind: 'channel', label: liveWords.permanent.channel, lead: liveWords.permanent.channelNote },
  { kind: 'stream', label: liveWords.permanent.stream, lead: liveWords.permanent.streamNote },
] as const;

/** The links that stay the same from broadcast to broadcast. */
export function PermanentLinks({ links }: { readonly links: readonly Link[] }) {
  const [wasCopied, setWasCopied] = useState(false);
  const rows = kinds.flatMap((row) => {
    const link = bestLink(links, row.kind);
    return link === null ? [] : [{ ...row, link }];
  });
  if (rows.length === 0) return null;
  return (
    <details className="group -mx-4 -mb-4 border-t border-line">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-b-card px-4 py-3 text-xs font-medium text-muted hover:text-text">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {liveWords.permanent.title}
      </summary>
      <ul className="grid gap-4 px-4 pb-4">
        {rows.map(({ kind, label, lead, link }) => (
          <li key={kind} className="grid gap-1.5">
            <div className="flex items-center justify-between gap-2">
              <span className="text-sm font-medium">{label}</span>
              <ReachBadge reach={link.reach} />
            </div>
            <p className="text-xs text-muted">{lead}</p>
            <div className="flex gap-2">
              <input
                readOnly
                aria-label={label}
                value={link.url}
                onFocus={(event) => event.currentTarget.select()}
                className="h-9 min-w-0 flex-1 rounded-control border border-line bg-sunken px-3 font-mono text-xs text-text"
              />
              <CopyButton text={link.url} what={label} onCopied={() => setWasCopied(true)} />
            </div>
          </li>
        ))}
      </ul>
      {wasCopied && rows.some(({ link }) => link.reach === 'computer') && (
        <div className="px-4 pb-4">
          <AllowNetwork />
        </div>
      )}
    </details>
  );
}
