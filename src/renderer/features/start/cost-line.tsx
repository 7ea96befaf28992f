import { Info } from 'lucide-react';
import { useEngineState } from '../../stores/studio-context.js';
import { formatBitrate, formatMoney } from '../../ui/format.js';
import { Popover } from '../../ui/popover.js';
import { CostParts } from './cost-parts.js';
import { startWords } from './start-words.js';

/** What the next broadcast will cost, and the line that it needs: before it begins. */
export function CostLine() {
  const estimate = useEngineState((state) => state.estimate);
  const label = useEngineState(({ destinations, providers }) => {
    const provider = destinations.find(({ id }) => id === estimate?.destinationId)?.config.provider;
    return providers.find(({ id }) => id === provider)?.label ?? null;
  });
  if (estimate === null) return null;
  const { usdPerHour, uplinkBitsPerSecond } = estimate;
  const price = usdPerHour === null ? '' : startWords.cost.perHour(formatMoney(usdPerHour));
  const cost = price === '' || label === null ? price : `${price} to ${label}`;
  const uplink = `needs ${formatBitrate(uplinkBitsPerSecond)} of uplink`;
  return (
    <Popover
      label={startWords.cost.label}
      trigger={
        <button
          type="button"
          className="inline-flex max-w-full items-center gap-1.5 rounded-sm text-left text-sm text-muted transition-colors hover:text-text"
        >
          <span className="first-letter:uppercase">{[cost, uplink].filter((part) => part !== '').join(' · ')}</span>
          <Info aria-hidden className="size-3.5 shrink-0" />
        </button>
      }
    >
      <CostParts estimate={estimate} />
    </Popover>
  );
}
