import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { bestLink } from '../../stores/best-link.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Card } from '../../ui/card.js';
import { CopyButton } from '../../ui/copy-button.js';
import { AllowNetwork } from './allow-network.js';
import { PermanentLinks } from './permanent-links.js';
import { QrButton } from './qr-button.js';
import { LinkStanding } from './link-standing.js';
import { liveWords } from './live-words.js';
import { ReachBadge } from './reach-badge.js';

/** The link: what all this is for. */
export function LinkCard({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const link = bestLink(broadcast.links, 'watch');
  const channelLinks = useEngineState((state) => state.channelLinks);
  const [wasCopied, setWasCopied] = useState(false);
  return (
    <Card title={liveWords.link.title} aside={link !== null && <ReachBadge reach={link.reach} />}>
      <div className="grid gap-3 px-4 pt-1.5 pb-4">
        {link === null ? (
          <p className="text-sm text-muted">{noLinkWords(broadcast)}</p>
        ) : (
          <>
            <input
              readOnly
              aria-label={liveWords.link.label}
              value={link.url}
              onFocus={(event) => event.currentTarget.select()}
              className="h-9 w-full rounded-control border border-line bg-sunken px-3 font-mono text-xs text-text"
            />
            <div className="@container">
              <div className="grid grid-cols-2 gap-2 *:first:col-span-2 @3xs:grid-cols-3 @3xs:*:first:col-span-1">
                <CopyButton
                  variant="primary"
                  text={link.url}
                  what={liveWords.link.what}
                  onCopied={() => setWasCopied(true)}
                />
                <QrButton link={link} />
                <a
                  href={link.url}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex h-9 items-center justify-center gap-2 rounded-control border border-line bg-raised px-3 text-sm font-medium transition-colors hover:border-line-strong"
                >
                  <ExternalLink aria-hidden className="size-4" />
                  {liveWords.link.open}
                </a>
              </div>
            </div>
            <LinkStanding link={link} publication={broadcast.publication} />
            {wasCopied && link.reach === 'computer' && broadcast.publication === null && <AllowNetwork />}
          </>
        )}
        <PermanentLinks links={channelLinks} />
      </div>
    </Card>
  );
}

function noLinkWords({ publication }: ActiveBroadcast): string {
  if (publication === null) return liveWords.link.comes;
  return liveWords.link.comesFrom(publication.destinationName);
}
