import { useId, useState } from 'react';
import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { formatBitrate } from '../../ui/format.js';
import { Segmented } from '../../ui/segmented.js';
import { FieldNote, fieldLook } from '../../ui/text-field.js';
import { automaticBitrate } from '../golive/automatic-bitrate.js';
import { SettingRow } from './setting-row.js';
import { settingsWords as words } from './settings-words.js';

const [least, most] = [0.2, 60];

/** What the studio's own picture is encoded with: by the canvas, or as the creator says. */
export function BitrateSetting({ canvas }: { readonly canvas: Canvas }) {
  const kept = useEngineState(({ settings }) => settings.video.bitrate);
  const update = useCommand('updateSettings');
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const automatic = automaticBitrate(canvas);
  const keptText = String((kept ?? automatic) / 1e6);
  const isOwn = kept !== null || draft !== null;
  const value = Number((draft ?? keptText).trim().replace(',', '.'));
  const isValid = Number.isFinite(value) && value >= least && value <= most;
  const keep = async (bitrate: number | null) => {
    if ((await update.run({ patch: { video: { bitrate } } })) !== null) setDraft(null);
  };
  return (
    <SettingRow title={words.bitrate} lead={words.bitrateLead}>
      <Segmented
        label={words.bitrate}
        value={isOwn ? 'own' : 'automatic'}
        options={[
          { value: 'automatic', label: words.bitrateModes.automatic(formatBitrate(automatic)) },
          { value: 'own', label: words.bitrateModes.own },
        ]}
        disabled={!update.isReady}
        onChange={(mode) => {
          if (mode === 'own') return setDraft(keptText);
          setDraft(null);
          if (kept !== null) void keep(null);
        }}
      />
      {isOwn && (
        <form
          className="grid basis-full gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (isValid) void keep(Math.round(value * 1e6));
          }}
        >
          <div className="flex flex-wrap items-center gap-2.5">
            <label htmlFor={id} className="text-sm">
              {words.bitrateField}
            </label>
            <input
              id={id}
              value={draft ?? keptText}
              inputMode="decimal"
              autoComplete="off"
              maxLength={6}
              aria-invalid={!isValid}
              aria-describedby={`${id}-note`}
              onChange={(event) => setDraft(event.currentTarget.value)}
              className={`${fieldLook} max-w-24 tabular-nums`}
            />
            {draft !== null && (
              <Button type="submit" variant="primary" isBusy={update.isBusy} disabled={!update.isReady || !isValid}>
                {words.save}
              </Button>
            )}
          </div>
          <FieldNote id={`${id}-note`} hint="" {...(!isValid && { problem: words.bitrateProblem })} />
        </form>
      )}
    </SettingRow>
  );
}
