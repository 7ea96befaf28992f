import type { RelayRun } from '../../../shared/relays.js';
import { Badge } from '../../ui/badge.js';
import { lookOfRun } from './relay-words.js';

/** How a relay stands in the broadcast that is on, in a word. */
export function RunBadge({ run }: { readonly run: RelayRun | null }) {
  const { word, tone, icon, isMoving } = lookOfRun(run);
  return (
    <Badge tone={tone} icon={icon} isMoving={isMoving}>
      {word}
    </Badge>
  );
}
