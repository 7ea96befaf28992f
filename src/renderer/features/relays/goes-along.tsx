import { useId } from 'react';
import type { Relay } from '../../../shared/relays.js';
import { useCommand } from '../../stores/use-command.js';
import { relayPageWords } from './relay-page-words.js';
import { Toggle } from '../../ui/toggle.js';

/** Whether it goes along with every broadcast. */
export function GoesAlong({ relay: { id, config } }: { readonly relay: Relay }) {
  const save = useCommand('saveRelay');
  const labelId = useId();
  return (
    <span className="flex items-center">
      <span id={labelId} className="sr-only">
        {relayPageWords.goesAlongWith(config.name)}
      </span>
      <Toggle
        labelledBy={labelId}
        isOn={config.isEnabled}
        disabled={!save.isReady}
        onChange={(isEnabled) => void save.run({ id, config: { ...config, isEnabled }, keys: {} })}
      />
    </span>
  );
}
