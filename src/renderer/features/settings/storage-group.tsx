import { desktopHost } from '../../app/desktop-host.js';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { formatBytes } from '../../ui/format.js';
import { ExportsFolderSetting } from './exports-folder-setting.js';
import { FactSetting } from './fact-setting.js';
import { KeptKeysSetting } from './kept-keys-setting.js';
import { SettingRow } from './setting-row.js';
import { SettingsGroup } from './settings-group.js';
import { settingsWords as words } from './settings-words.js';

/** What recordings take of the disk. */
export function StorageGroup({ isWanted }: { readonly isWanted: boolean }) {
  const disk = useEngineState((state) => state.disk);
  const count = useEngineState(({ recordings }) => recordings.length);
  const bytes = useEngineState(({ recordings }) => recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  return (
    <SettingsGroup title={words.storage} isWanted={isWanted}>
      <FactSetting
        title={words.disk}
        lead={words.diskLead}
        fact={disk === null ? words.unknown : formatBytes(disk.freeBytes)}
      />
      <SettingRow title={words.recordings} lead={words.recordingsLead}>
        <p className="grid justify-items-end gap-0.5 text-sm tabular-nums">
          {words.recordingsText(count, formatBytes(bytes))}
          <a href={hrefOf('library')} className="rounded-sm font-medium text-accent-text hover:underline">
            {words.library}
          </a>
        </p>
      </SettingRow>
      <ExportsFolderSetting />
      {desktopHost !== null && <KeptKeysSetting />}
    </SettingsGroup>
  );
}
