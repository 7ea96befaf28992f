import { FolderOpen } from 'lucide-react';
import { desktopHost } from '../../app/desktop-host.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { SettingRow } from './setting-row.js';
import { settingsWords } from './settings-words.js';

const words = settingsWords.exportsFolder;

/** Where saved MP4s go. It is chosen in the desktop app, which stands where the folder is; a browser shows it, and takes it back. */
export function ExportsFolderSetting() {
  const folder = useEngineState(({ settings }) => settings.library.exportsFolder);
  const update = useCommand('updateSettings');
  const disabled = !update.isReady;
  const keep = (exportsFolder: string | null) => void update.run({ patch: { library: { exportsFolder } } });
  const choose = async (): Promise<void> => {
    const answer = await desktopHost?.pickFolder('exports');
    if (answer?.ok === true && answer.value !== null) keep(answer.value);
  };
  return (
    <SettingRow title={words.title} lead={words.lead}>
      <div className="flex flex-wrap gap-2">
        {folder !== null && (
          <Button variant="ghost" disabled={disabled} onClick={() => keep(null)}>
            {words.own}
          </Button>
        )}
        {desktopHost !== null && (
          <Button icon={FolderOpen} disabled={disabled} onClick={() => void choose()}>
            {words.choose}
          </Button>
        )}
      </div>
      <p className="basis-full text-sm wrap-anywhere text-muted">{folder ?? words.isOwn}</p>
    </SettingRow>
  );
}
