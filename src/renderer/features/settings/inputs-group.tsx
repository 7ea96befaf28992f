import { useEngineState } from '../../stores/studio-context.js';
import { KeyField } from '../ingest/key-field.js';
import { ServerField } from '../ingest/server-field.js';
import { Findable } from './findable.js';
import { SettingsGroup } from './settings-group.js';
import { settingsWords as words } from './settings-words.js';

/** What encoders need to send to this computer. */
export function InputsGroup({ isWanted }: { readonly isWanted: boolean }) {
  const inputs = useEngineState((state) => state.inputs);
  return (
    <SettingsGroup title={words.inputs} isWanted={isWanted}>
      <Findable words={words.inputsFind}>
        <div className="grid gap-4 px-5 py-4">
          <ServerField />
          {inputs.map((input) => (
            <KeyField key={input.id} input={input} />
          ))}
        </div>
      </Findable>
    </SettingsGroup>
  );
}
