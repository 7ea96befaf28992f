import { useRef } from 'react';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { GrowingList } from '../../ui/growing-list.js';
import { relayPageWords } from './relay-page-words.js';
import { newRelay } from './relay-page.js';
import { RelayRow } from './relay-row.js';
import { useRelayOrder } from './use-relay-order.js';

/** Where the programme goes beside the link: other services. `isWanted`: the address leads here. */
export function RelayList({ isWanted }: { readonly isWanted: boolean }) {
  const saved = useEngineState((state) => state.relays);
  const list = useRef<HTMLUListElement>(null);
  const order = useRelayOrder(list, saved);
  return (
    <>
      <GrowingList
        id="relays-heading"
        title={relayPageWords.list.title}
        isWanted={isWanted}
        lead={relayPageWords.list.lead}
        add={{ href: hrefOf('settings', 'relays', newRelay), label: relayPageWords.list.add, isPrimary: false }}
      >
        {order.relays.length > 0 && (
          <ul ref={list} aria-label={relayPageWords.relays} className="divide-y divide-line">
            {order.relays.map((relay) => (
              <RelayRow key={relay.id} relay={relay} order={order} />
            ))}
          </ul>
        )}
      </GrowingList>
      <p role="status" className="sr-only">
        {order.news}
      </p>
    </>
  );
}
