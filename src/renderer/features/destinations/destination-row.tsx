import { Check, CloudUpload, KeyRound, Pencil, Terminal } from 'lucide-react';
import type { Destination } from '../../../shared/destinations.js';
import { goTo } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { DeleteDestination } from './delete-destination.js';
import { DestinationFrame } from './destination-frame.js';
import { describePlace } from './describe-place.js';
import { destinationWords } from './destination-words.js';

/** A saved destination. */
export function DestinationRow({ destination }: { readonly destination: Destination }) {
  const { id, config, isDefault, hasCredentials, isTransient } = destination;
  const providers = useEngineState((state) => state.providers);
  const makeDefault = useCommand('setDefaultDestination');
  const { place, host } = describePlace(destination, providers);
  return (
    <DestinationFrame
      icon={CloudUpload}
      name={config.name}
      lines={[place, host === null ? destinationWords.row.ownAddress : destinationWords.row.leadTo(host)]}
      badges={
        <>
          {isDefault && (
            <Badge tone="accent" icon={Check}>
              {destinationWords.row.default}
            </Badge>
          )}
          {!hasCredentials && (
            <Badge tone="warn" icon={KeyRound}>
              {destinationWords.row.keysMissing}
            </Badge>
          )}
          {isTransient && (
            <Badge tone="quiet" icon={Terminal}>
              {destinationWords.row.transient}
            </Badge>
          )}
        </>
      }
    >
      {!isDefault && hasCredentials && (
        <Button
          size="small"
          aria-label={destinationWords.row.makeDefaultOf(config.name)}
          isBusy={makeDefault.isBusy}
          disabled={!makeDefault.isReady}
          onClick={() => void makeDefault.run({ id })}
        >
          {destinationWords.row.makeDefault}
        </Button>
      )}
      {!hasCredentials && (
        <Button size="small" icon={KeyRound} onClick={() => goTo('settings', 'destinations', id)}>
          {destinationWords.row.enterKeys}
          <span className="sr-only">{destinationWords.row.enterKeysOf(config.name)}</span>
        </Button>
      )}
      <IconButton
        icon={Pencil}
        label={destinationWords.row.open(config.name)}
        onClick={() => goTo('settings', 'destinations', id)}
      />
      <DeleteDestination destination={destination} />
    </DestinationFrame>
  );
}
