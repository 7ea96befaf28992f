import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { GrowingList } from '../../ui/growing-list.js';
import { DestinationRow } from './destination-row.js';
import { newDestination } from './destination-page.js';
import { destinationWords } from './destination-words.js';
import { ThisComputerRow } from './this-computer-row.js';

/** Where broadcasts can go: this computer, and the creator's own buckets. `isWanted`: the address leads here. */
export function DestinationList({ isWanted }: { readonly isWanted: boolean }) {
  const destinations = useEngineState((state) => state.destinations);
  return (
    <GrowingList
      id="destinations-heading"
      title={destinationWords.list.title}
      isWanted={isWanted}
      lead={destinationWords.list.lead}
      add={{
        href: hrefOf('settings', 'destinations', newDestination),
        label: destinationWords.list.add,
        isPrimary: true,
      }}
    >
      <ul aria-label={destinationWords.list.title} className="divide-y divide-line">
        <ThisComputerRow isDefault={!destinations.some(({ isDefault }) => isDefault)} />
        {destinations.map((destination) => (
          <DestinationRow key={destination.id} destination={destination} />
        ))}
      </ul>
    </GrowingList>
  );
}
