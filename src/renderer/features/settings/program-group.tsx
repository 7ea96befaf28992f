import { useState } from 'react';
import type { HostCallArgument } from '../../../shared/host-calls.js';
import { desktopHost } from '../../app/desktop-host.js';
import { Button } from '../../ui/button.js';
import { PermissionSetting } from './permission-setting.js';
import { SettingRow } from './setting-row.js';
import { SettingsGroup } from './settings-group.js';
import { settingsWords } from './settings-words.js';
import { UpdateSetting } from './update-setting.js';

const words = settingsWords.program;

type Help = HostCallArgument<'showHelp'>;

interface HelpRowProps {
  readonly title: string;
  readonly lead: string;
  readonly value: Help;
}

const rows: readonly HelpRowProps[] = [
  { value: 'logs', title: words.logs, lead: words.logsLead },
  { value: 'crash-reports', title: words.crashReports, lead: words.crashReportsLead },
  { value: 'licences', title: words.licences, lead: words.licencesLead },
];

function HelpRow({ title, lead, value }: HelpRowProps) {
  const [isThere, setIsThere] = useState(true);
  const show = async (): Promise<void> => {
    const answer = await desktopHost?.showHelp(value);
    if (answer?.ok === true) setIsThere(answer.value);
  };
  return (
    <SettingRow title={title} lead={lead}>
      <Button disabled={!isThere} aria-label={`${words.show}: ${title}`} onClick={() => void show()}>
        {words.show}
      </Button>
    </SettingRow>
  );
}

/** What the menu's Help has, where people look for it, and what the program may. The desktop app's alone. */
export function ProgramGroup() {
  const [hasForgotten, setHasForgotten] = useState(false);
  if (desktopHost === null) return null;
  const forget = async (): Promise<void> => {
    const answer = await desktopHost?.forgetWebPages(null);
    setHasForgotten(answer?.ok === true);
  };
  return (
    <SettingsGroup title={words.title}>
      <UpdateSetting host={desktopHost} />
      <PermissionSetting host={desktopHost} />
      {rows.map((row) => (
        <HelpRow key={row.value} {...row} />
      ))}
      <SettingRow title={words.webPages} lead={words.webPagesLead}>
        <Button onClick={() => void forget()}>{words.webPagesAct}</Button>
        {hasForgotten && (
          <p role="status" className="basis-full text-sm text-muted">
            {words.webPagesDone}
          </p>
        )}
      </SettingRow>
    </SettingsGroup>
  );
}
