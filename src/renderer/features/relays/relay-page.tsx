import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { SubPage } from '../../ui/sub-page.js';
import { RelayEditor } from './relay-editor.js';
import { relayPageWords } from './relay-page-words.js';

/** The id that stands for a relay that is not saved yet. */
export const newRelay = 'new';

const back = { href: hrefOf('settings', 'relays'), label: relayPageWords.page.back };

/** One relay: added, changed, tested. */
export function RelayPage({ id }: { readonly id: string }) {
  const relay = useEngineState(({ relays }) => relays.find((each) => each.id === id) ?? null);
  const [first, ...rest] = useEngineState((state) => state.relayServices);
  if (id !== newRelay && relay === null) {
    return (
      <SubPage back={back} title={relayPageWords.page.none}>
        <p className="text-muted">{relayPageWords.page.noneLead}</p>
      </SubPage>
    );
  }
  return (
    <SubPage back={back} title={relay === null ? relayPageWords.page.add : relay.config.name}>
      {first === undefined ? (
        <p className="text-muted">{relayPageWords.page.noServices}</p>
      ) : (
        <RelayEditor relay={relay} presets={[first, ...rest]} />
      )}
    </SubPage>
  );
}
