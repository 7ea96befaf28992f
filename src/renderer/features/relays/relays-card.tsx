import { Plus, Send, Settings2 } from 'lucide-react';
import { isBeforeProgramme } from '../../../shared/before-programme.js';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { isListed } from '../../../shared/visibility.js';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Card } from '../../ui/card.js';
import { AssumedSource } from './assumed-source.js';
import { RelayItem } from './relay-item.js';
import { relayPageWords } from './relay-page-words.js';
import { newRelay } from './relay-page.js';
import { UplinkNotice } from './uplink-notice.js';

/** Where the broadcast goes beside the link, and how each of them stands. Without relays: the way to the first one. */
export function RelaysCard({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const relays = useEngineState((state) => state.relays);
  const uplink = useEngineState((state) => state.uplink);
  if (relays.length === 0) return <FirstRelayLink />;
  if (!isListed(broadcast)) {
    return (
      <Card title={relayPageWords.alsoSentTo}>
        <p className="px-4 pb-4 text-sm text-pretty text-muted">{relayPageWords.card.private}</p>
      </Card>
    );
  }
  return (
    <Card
      title={relayPageWords.alsoSentTo}
      aside={
        <a
          href={hrefOf('settings', 'relays')}
          className="inline-flex items-center gap-1.5 rounded-sm text-xs font-medium text-muted hover:text-text"
        >
          <Settings2 aria-hidden className="size-3.5" />
          {relayPageWords.manage}
          <span className="sr-only"> {relayPageWords.manageWhat}</span>
        </a>
      }
    >
      <ul aria-label={relayPageWords.relays} className="divide-y divide-line">
        {relays.map((relay) => (
          <RelayItem
            key={relay.id}
            relay={relay}
            run={broadcast.relays.find(({ relayId }) => relayId === relay.id) ?? null}
            status={broadcast.status}
          />
        ))}
      </ul>
      {uplink !== null && (
        <div className="border-t border-line px-4 py-3">
          <UplinkNotice uplink={uplink} />
          {isBeforeProgramme(broadcast) && <AssumedSource />}
        </div>
      )}
    </Card>
  );
}

/** Quiet: most who are live have something else to do. */
export function FirstRelayLink() {
  return (
    <a
      href={hrefOf('settings', 'relays', newRelay)}
      className="inline-flex items-center gap-2 justify-self-start rounded-sm px-1 text-sm text-muted transition-colors hover:text-text"
    >
      <Send aria-hidden className="size-4 shrink-0" />
      {relayPageWords.card.add}
      <Plus aria-hidden className="size-3.5 shrink-0" />
    </a>
  );
}
