import { Info, Send } from 'lucide-react';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { goingAlong } from './going-along.js';
import { NextRelay } from './next-relay.js';
import { AssumedSource } from './assumed-source.js';
import { relayPageWords } from './relay-page-words.js';
import { FirstRelayLink } from './relays-card.js';
import { UplinkNotice } from './uplink-notice.js';

/** Which services the next broadcast goes to as well, and whether the line carries it all. */
export function NextRelays() {
  const relays = useEngineState((state) => state.relays);
  const uplink = useEngineState((state) => state.uplink);
  const along = useEngineState((state) => [...goingAlong(state)].join());
  if (relays.length === 0) return <FirstRelayLink />;
  const ids = new Set(along.split(','));
  const isChosen = relays.some(({ id, config, isTransient }) => !isTransient && config.isEnabled !== ids.has(id));
  return (
    <section aria-label={relayPageWords.alsoSentTo} className="rounded-card border border-line bg-surface shadow-card">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3.5">
        <Send aria-hidden className="size-5 shrink-0 text-accent-text" />
        <p className="min-w-48 flex-1 text-muted">
          {relays.some(({ id }) => ids.has(id)) ? relayPageWords.next.some : relayPageWords.next.none}
        </p>
        <a
          href={hrefOf('settings', 'relays')}
          className="rounded-sm text-sm font-medium text-accent-text hover:underline"
        >
          {relayPageWords.manage}
          <span className="sr-only"> {relayPageWords.manageWhat}</span>
        </a>
      </header>
      <ul aria-label={relayPageWords.relays} className="grid gap-px border-t border-line bg-line sm:grid-cols-2">
        {relays.map((relay) => (
          <NextRelay key={relay.id} relay={relay} goesAlong={ids.has(relay.id)} isChosen={isChosen} />
        ))}
        {relays.length % 2 === 1 && <li aria-hidden className="hidden bg-surface sm:block" />}
      </ul>
      {isChosen && (
        <p className="flex items-start gap-2.5 border-t border-line px-5 py-3 text-sm">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
          <span className="min-w-0">{relayPageWords.next.fromCommandLine}</span>
        </p>
      )}
      {uplink !== null && (
        <div className="border-t border-line px-5 py-3">
          <UplinkNotice uplink={uplink} />
          <AssumedSource />
        </div>
      )}
    </section>
  );
}
