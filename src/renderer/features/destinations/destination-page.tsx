import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { SubPage } from '../../ui/sub-page.js';
import { DestinationEditor } from './destination-editor.js';
import { destinationWords } from './destination-words.js';

/** The id that stands for a destination that is not saved yet. */
export const newDestination = 'new';

const back = { href: hrefOf('settings', 'destinations'), label: destinationWords.page.back };

/** One destination: added, changed, tested. */
export function DestinationPage({ id }: { readonly id: string }) {
  const destination = useEngineState(({ destinations }) => destinations.find((each) => each.id === id) ?? null);
  const hasProviders = useEngineState(({ providers }) => providers.length > 0);
  if (id !== newDestination && destination === null) {
    return (
      <SubPage back={back} title={destinationWords.page.none}>
        <p className="text-muted">{destinationWords.page.noneLead}</p>
      </SubPage>
    );
  }
  return (
    <SubPage back={back} title={destination === null ? destinationWords.list.add : destination.config.name}>
      {hasProviders ? (
        <DestinationEditor destination={destination} />
      ) : (
        <p className="text-muted">{destinationWords.page.noProviders}</p>
      )}
    </SubPage>
  );
}
