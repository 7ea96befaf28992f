import { ChevronDown, LifeBuoy } from 'lucide-react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Menu, MenuChoice, MenuChoices } from '../../ui/menu.js';
import { SettingRow } from '../settings/setting-row.js';
import { SettingsGroup } from '../settings/settings-group.js';
import { diagnosticsGroupWords } from './diagnostics-words.js';
import { useSaveDiagnostics } from './use-save-diagnostics.js';

const nowhere = 'nowhere';

/** Diagnostics for whoever helps, and where a copy of them is uploaded to. */
export function DiagnosticsGroup() {
  const { save, isBusy, isReady } = useSaveDiagnostics();
  const destinations = useEngineState((state) => state.destinations);
  const wanted = useEngineState((state) => state.settings.publish.diagnosticsDestinationId);
  const update = useCommand('updateSettings');
  const chosen = destinations.find(({ id }) => id === wanted);
  const choose = (value: string): void => {
    const diagnosticsDestinationId = value === nowhere ? null : value;
    void update.run({ patch: { publish: { diagnosticsDestinationId } } });
  };
  return (
    <SettingsGroup title={diagnosticsGroupWords.help}>
      <SettingRow title={diagnosticsGroupWords.title} lead={diagnosticsGroupWords.lead}>
        <Button icon={LifeBuoy} isBusy={isBusy} disabled={!isReady} onClick={() => void save(null)}>
          {diagnosticsGroupWords.save}
        </Button>
      </SettingRow>
      <SettingRow title={diagnosticsGroupWords.upload} lead={diagnosticsGroupWords.uploadLead}>
        <Menu
          trigger={
            <Button disabled={!update.isReady}>
              <span className="sr-only">{diagnosticsGroupWords.uploadTo} </span>
              {chosen?.config.name ?? diagnosticsGroupWords.nowhere}
              <ChevronDown aria-hidden className="size-4" />
            </Button>
          }
        >
          <MenuChoices label={diagnosticsGroupWords.uploadLabel} value={chosen?.id ?? nowhere} onChange={choose}>
            <MenuChoice value={nowhere}>{diagnosticsGroupWords.nowhere}</MenuChoice>
            {destinations.map(({ id, config, isDefault, hasCredentials }) => (
              <MenuChoice
                key={id}
                value={id}
                disabled={isDefault || !hasCredentials}
                {...(isDefault && { note: diagnosticsGroupWords.published })}
              >
                {config.name}
              </MenuChoice>
            ))}
          </MenuChoices>
        </Menu>
      </SettingRow>
    </SettingsGroup>
  );
}
