import { useState } from 'react';
import type { HostCallArgument } from '../../../shared/host-calls.js';
import { desktopHost } from '../../app/desktop-host.js';
import { Button } from '../../ui/button.js';
import { SettingRow } from './setting-row.js';
import { SettingsGroup } from './settings-group.js';
import { settingsWords } from './settings-words.js';

const words = settingsWords.program;

type Help = HostCallArgument<'showHelp'>;

interface HelpRowProps {
  readonly title: string;
  readonly lead: string;
  readonly value: Help;
  readonly act?: string;
}

const rows: readonly HelpRowProps[] = [
  { value: 'updates', title: words.updates, lead: words.updatesLead, act: words.updatesAct },
  { value: 'logs', title: words.logs, lead: words.logsLead },
  { value: 'crash-reports', title: words.crashReports, lead: words.crashReportsLead },
  { value: 'licences', title: words.licences, lead: words.licencesLead },
];

function HelpRow({ title, lead, value, act = words.show }: HelpRowProps) {
  const [isThere, setIsThere] = useState(true);
  const show = async (): Promise<void> => {
    const answer = await desktopHost?.showHelp(value);
    if (answer?.ok === true) setIsThere(answer.value);
  };
  return (
    <SettingRow title={title} lead={lead}>
      <Button
        disabled={!isThere}
        aria-label={act === words.show ? `${act}: ${title}` : act}
        onClick={() => void show()}
      >
        {act}
      </Button>
    </SettingRow>
  );
}

/** What the menu's Help has, where people look for it. The desktop app's alone. */
export function ProgramGroup() {
  const [hasForgotten, setHasForgotten] = useState(false);
  if (desktopHost === null) return null;
  const forget = async (): Promise<void> => {
    const answer = await desktopHost?.forgetWebPages(null);
    setHasForgotten(answer?.ok === true);
  };
  return (
    <SettingsGroup title={words.title}>
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
