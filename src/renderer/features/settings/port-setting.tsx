import { useId, useState } from 'react';
import type { ServerState } from '../../../shared/studio-state.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { FieldNote, fieldLook } from '../../ui/text-field.js';
import { portProblem } from './port-problem.js';
import { SettingRow } from './setting-row.js';
import { settingsWords } from './settings-words.js';

interface PortSettingProps {
  readonly title: string;
  readonly lead: string;
  readonly field: 'rtmpPort' | 'originPort';
  readonly server: ServerState;
}

/** A port that Headwater listens on. It counts from the next start on: what is open now stays open. */
export function PortSetting({ title, lead, field, server }: PortSettingProps) {
  const network = useEngineState(({ settings }) => settings.network);
  const update = useCommand('updateSettings');
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const kept = network[field];
  const text = draft ?? String(kept);
  const port = Number(text);
  const problem = portProblem(text, field, network);
  const waits = server.wantedPort !== 0 && server.wantedPort !== kept;
  const now = server.port === null ? '' : settingsWords.portUntilThen(server.port);
  return (
    <SettingRow title={title} lead={lead} titleId={id}>
      <form
        className="grid gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem !== undefined) return;
          void update
            .run({ patch: { network: field === 'rtmpPort' ? { rtmpPort: port } : { originPort: port } } })
            .then((answer) => answer !== null && setDraft(null));
        }}
      >
        <div className="flex justify-end gap-2">
          <input
            aria-labelledby={id}
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-note`}
            value={text}
            inputMode="numeric"
            autoComplete="off"
            maxLength={5}
            onChange={(event) => setDraft(event.currentTarget.value)}
            className={`${fieldLook} max-w-24 text-right tabular-nums`}
          />
          {text.trim() !== String(kept) && (
            <Button
              type="submit"
              variant="primary"
              isBusy={update.isBusy}
              disabled={!update.isReady || problem !== undefined}
            >
              {settingsWords.save}
            </Button>
          )}
        </div>
        <FieldNote id={`${id}-note`} hint={waits ? settingsWords.portWaits(now) : ''} problem={problem} />
      </form>
    </SettingRow>
  );
}
