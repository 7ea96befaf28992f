import { desktopHost } from '../../app/desktop-host.js';
import { goTo } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Segmented } from '../../ui/segmented.js';
import { SettingRow } from './setting-row.js';
import { SettingsGroup } from './settings-group.js';
import { SwitchSetting } from './switch-setting.js';
import { settingsWords as words } from './settings-words.js';

const themes = [
  { value: 'system', label: words.themes.system },
  { value: 'dark', label: words.themes.dark },
  { value: 'light', label: words.themes.light },
] as const;

/** How the studio looks and begins. */
export function GeneralGroup({ isWanted }: { readonly isWanted: boolean }) {
  const theme = useEngineState(({ settings }) => settings.theme);
  const start = useEngineState(({ settings }) => settings.studio.start ?? 'studio');
  const notifications = useEngineState(({ settings }) => settings.studio.notifications);
  const update = useCommand('updateSettings');
  const disabled = !update.isReady;
  return (
    <SettingsGroup title={words.general} isWanted={isWanted}>
      <SettingRow title={words.theme} lead={words.themeLead}>
        <Segmented
          label={words.theme}
          value={theme}
          options={themes}
          disabled={disabled}
          onChange={(wanted) => void update.run({ patch: { theme: wanted } })}
        />
      </SettingRow>
      <SettingRow title={words.start} lead={words.startLead}>
        <Segmented
          label={words.start}
          value={start}
          options={words.starts}
          disabled={disabled}
          onChange={(wanted) => void update.run({ patch: { studio: { start: wanted } } })}
        />
      </SettingRow>
      {desktopHost !== null && (
        <SwitchSetting
          title={words.notifications}
          lead={words.notificationsLead}
          isOn={notifications}
          disabled={disabled}
          onChange={(isOn) => void update.run({ patch: { studio: { notifications: isOn } } })}
        />
      )}
      <SettingRow title={words.firstRun} lead={words.firstRunLead}>
        <Button
          disabled={disabled}
          onClick={() =>
            void update
              .run({ patch: { studio: { firstRun: 'welcome' } } })
              .then((answer) => answer !== null && goTo('studio'))
          }
        >
          {words.firstRunAction}
        </Button>
      </SettingRow>
    </SettingsGroup>
  );
}
