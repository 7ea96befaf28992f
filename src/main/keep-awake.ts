import { powerSaveBlocker } from 'electron';
import type { ShowOn } from '../shared/host-protocol.js';

type Kind = Parameters<typeof powerSaveBlocker.start>[0];

/** A screen that is shown must not go dark; what comes from elsewhere only needs the computer awake. */
const kindOf = ({ is, isComposed }: ShowOn): Kind | null =>
  is === 'off' ? null : isComposed ? 'prevent-display-sleep' : 'prevent-app-suspension';

/** Keeps the computer awake while something is on; over an engine that falls and comes back, too. */
export function keepAwake(): (show: ShowOn) => void {
  let held: { readonly id: number; readonly kind: Kind } | null = null;
  return (show) => {
    const kind = kindOf(show);
    if (held?.kind === kind) return;
    // the new one first: there is no moment without
    const next = kind === null ? null : { id: powerSaveBlocker.start(kind), kind };
    if (held !== null) powerSaveBlocker.stop(held.id);
    held = next;
  };
}
