import { useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Segmented } from '../../ui/segmented.js';
import { amountOf, limitWords, modeOf, type RetentionMode } from './retention-draft.js';
import { RetentionLimit } from './retention-limit.js';
import { SettingRow } from './setting-row.js';
import { settingsWords } from './settings-words.js';

/** How long broadcasts stay in the bucket. A limit is typed in and asked about first: what it removes takes its links with it. */
export function RetentionSetting() {
  const retention = useEngineState(({ settings }) => settings.publish.retention);
  const update = useCommand('updateSettings');
  const [draft, setDraft] = useState<RetentionMode | null>(null);
  const kept = modeOf(retention);
  const mode = draft ?? kept;
  const label = (each: 'days' | 'size', none: string) =>
    kept === each ? limitWords(each, amountOf(retention, each)) : none;
  const modes = [
    { value: 'all' as const, label: settingsWords.retentions.all },
    { value: 'days' as const, label: label('days', settingsWords.retentions.days) },
    { value: 'size' as const, label: label('size', settingsWords.retentions.size) },
  ];
  const keep = (next: typeof retention) =>
    void update.run({ patch: { publish: { retention: next } } }).then((answer) => answer !== null && setDraft(null));
  return (
    <SettingRow title={settingsWords.retention} lead={settingsWords.retentionLead}>
      <Segmented
        label={settingsWords.retention}
        value={mode}
        options={modes}
        disabled={!update.isReady || update.isBusy}
        onChange={(next) => {
          setDraft(next === kept ? null : next);
          if (next === 'all' && kept !== 'all') keep({ maxAgeDays: null, maxBytes: null });
        }}
      />
      {mode !== 'all' && (
        <RetentionLimit
          key={mode}
          mode={mode}
          kept={kept === mode ? amountOf(retention, mode) : null}
          offered={amountOf(retention, mode)}
          isBusy={update.isBusy}
          disabled={!update.isReady}
          onKeep={keep}
        />
      )}
    </SettingRow>
  );
}
