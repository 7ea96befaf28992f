import { useEngineState } from '../../stores/studio-context.js';
import { relayPageWords } from './relay-page-words.js';

/** How far what is said of the next broadcast's relays can be trusted; nothing where an encoder has been seen. */
export function AssumedSource() {
  const isAssumed = useEngineState(({ nextRelays }) => nextRelays.some((next) => next.isAssumed));
  if (!isAssumed) return null;
  return <p className="pt-1.5 text-xs text-muted">{relayPageWords.assumed}</p>;
}
