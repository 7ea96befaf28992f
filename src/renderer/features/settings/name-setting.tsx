import { useId, useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { SettingRow } from './setting-row.js';
import { settingsWords } from './settings-words.js';

interface NameSettingProps {
  readonly title: string;
  readonly lead: string;
  readonly field: 'name' | 'studioName';
  readonly maxLength: number;
}

/** A name of the channel's: what viewers see, or what other studios are told. Kept when it is saved. */
export function NameSetting({ title, lead, field, maxLength }: NameSettingProps) {
  const name = useEngineState((state) => state.settings.channel[field]);
  const update = useCommand('updateSettings');
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const wanted = (draft ?? name).trim();
  return (
    <SettingRow title={title} lead={lead} titleId={id} leadId={`${id}-lead`}>
      <form
        className="flex flex-1 gap-2 sm:max-w-72"
        onSubmit={(event) => {
          event.preventDefault();
          void update
            .run({ patch: { channel: { [field]: wanted } } })
            .then((answer) => answer !== null && setDraft(null));
        }}
      >
        <input
          aria-labelledby={id}
          aria-describedby={`${id}-lead`}
          value={draft ?? name}
          maxLength={maxLength}
          autoComplete="off"
          onChange={(event) => setDraft(event.currentTarget.value)}
          className="h-9 min-w-0 flex-1 rounded-control border border-line-strong bg-sunken px-3 text-sm text-text"
        />
        {draft !== null && wanted !== name && (
          <Button type="submit" variant="primary" isBusy={update.isBusy} disabled={!update.isReady || wanted === ''}>
            {settingsWords.save}
          </Button>
        )}
      </form>
    </SettingRow>
  );
}
