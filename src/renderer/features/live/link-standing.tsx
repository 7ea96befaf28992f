import { BadgeCheck, TriangleAlert } from 'lucide-react';
import type { Link } from '../../../shared/domain.js';
import type { Publication } from '../../../shared/publication.js';
import { liveWords } from './live-words.js';

interface LinkStandingProps {
  readonly link: Link;
  /** Null: published on this computer only. */
  readonly publication: Publication | null;
}

/** Whether the link does what it says, when it leads to a bucket. */
export function LinkStanding({ link, publication }: LinkStandingProps) {
  if (publication === null) return null;
  const { destinationName, status, isVerified } = publication;
  if (link.destinationId !== publication.destinationId) {
    return <Warning>{liveWords.link.elsewhere(destinationName)}</Warning>;
  }
  if (status === 'blocked' || status === 'held') {
    return <Warning>{liveWords.link.stale}</Warning>;
  }
  if (!isVerified) return <Warning>{liveWords.link.unproven}</Warning>;
  return (
    <p className="flex items-start gap-2 text-xs text-ok-text">
      <BadgeCheck aria-hidden className="mt-px size-4 shrink-0" />
      <span className="min-w-0 break-words">{liveWords.link.proven(destinationName)}</span>
    </p>
  );
}

function Warning({ children }: { readonly children: string }) {
  return (
    <p className="flex items-start gap-2 text-xs text-warn-text">
      <TriangleAlert aria-hidden className="mt-px size-4 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
