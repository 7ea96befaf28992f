import { FactSetting } from './fact-setting.js';
import { OutputSetting } from './output-setting.js';
import { SettingsGroup } from './settings-group.js';
import { settingsWords as words } from './settings-words.js';

/** The programme's sound. */
export function AudioGroup({ isWanted }: { readonly isWanted: boolean }) {
  return (
    <SettingsGroup title={words.audio} isWanted={isWanted}>
      <FactSetting title={words.format} lead={words.formatLead} fact={words.formatText} />
      <OutputSetting />
    </SettingsGroup>
  );
}
