import { Send } from 'lucide-react';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { goingAlong } from '../relays/going-along.js';
import { relayPageWords } from '../relays/relay-page-words.js';
import { FirstRelayLink } from '../relays/relays-card.js';
import { panelWords as words } from './panel-words.js';

/** Which services the next show goes to as well, in a line. */
export function NextRelaysLine() {
  const relays = useEngineState((state) => state.relays);
  const along = useEngineState((state) => {
    const ids = goingAlong(state);
    return state.relays
      .filter(({ id }) => ids.has(id))
      .map(({ config }) => config.name)
      .join(', ');
  });
  if (relays.length === 0) return <FirstRelayLink />;
  return (
    <p className="flex items-start gap-2.5 px-1 text-sm">
      <Send aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
      <span className="min-w-0 flex-1 break-words">
        <span className="text-muted">{words.relays} </span>
        {along === '' ? words.relaysNone : along}
      </span>
      <a href={hrefOf('settings', 'relays')} className="rounded-sm font-medium text-accent-text hover:underline">
        {words.manage}
        <span className="sr-only"> {relayPageWords.manageWhat}</span>
      </a>
    </p>
  );
}
