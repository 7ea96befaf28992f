import { Check, Monitor } from 'lucide-react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { DestinationFrame } from './destination-frame.js';
import { destinationWords } from './destination-words.js';

/** The destination that is always there. */
export function ThisComputerRow({ isDefault }: { readonly isDefault: boolean }) {
  const reachesNetwork = useEngineState(({ settings }) => settings.network.allowLanViewers);
  const makeDefault = useCommand('setDefaultDestination');
  return (
    <DestinationFrame
      icon={Monitor}
      name={destinationWords.computer.name}
      badges={
        isDefault && (
          <Badge tone="accent" icon={Check}>
            {destinationWords.row.default}
          </Badge>
        )
      }
      lines={[reachesNetwork ? destinationWords.computer.opensOnNetwork : destinationWords.computer.opensHere]}
    >
      {!isDefault && (
        <Button
          size="small"
          aria-label={destinationWords.computer.makeDefault}
          isBusy={makeDefault.isBusy}
          disabled={!makeDefault.isReady}
          onClick={() => void makeDefault.run({ id: null })}
        >
          {destinationWords.row.makeDefault}
        </Button>
      )}
    </DestinationFrame>
  );
}
