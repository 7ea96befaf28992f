import { useId, useRef, useState } from 'react';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { FieldNote, fieldLook } from '../../ui/text-field.js';
import { limitWords, retentionFrom, type Retention, type RetentionMode } from './retention-draft.js';
import { settingsWords } from './settings-words.js';

interface RetentionLimitProps {
  readonly mode: Exclude<RetentionMode, 'all'>;
  /** What holds now; null: another kind of limit, or none. */
  readonly kept: string | null;
  readonly offered: string;
  readonly isBusy: boolean;
  readonly disabled: boolean;
  readonly onKeep: (retention: Retention) => void;
}

/** The number of days or GB, and what it will do. */
export function RetentionLimit({ mode, kept, offered, isBusy, disabled, onKeep }: RetentionLimitProps) {
  const [text, setText] = useState(offered);
  const [isAsking, setIsAsking] = useState(false);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const retention = retentionFrom(mode, text);
  const amount = text.trim();
  const limit = limitWords(mode, amount);
  const unit = settingsWords.retentionUnits[mode];
  return (
    <form
      className="grid basis-full gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (retention !== null) setIsAsking(true);
      }}
    >
      <div className="flex flex-wrap items-center gap-2.5">
        <label htmlFor={id} className="text-sm">
          {mode === 'days' ? settingsWords.retentionDays : settingsWords.retentionSize}
        </label>
        <input
          ref={field}
          id={id}
          value={text}
          inputMode="numeric"
          autoComplete="off"
          maxLength={7}
          aria-invalid={retention === null}
          aria-describedby={`${id}-note`}
          onChange={(event) => setText(event.currentTarget.value)}
          className={`${fieldLook} max-w-24 tabular-nums`}
        />
        <span aria-hidden className="text-sm">
          {unit}
        </span>
        {amount !== kept && (
          <Button type="submit" variant="primary" isBusy={isBusy} disabled={disabled || retention === null}>
            {settingsWords.retentionKeep(retention === null ? unit : limit)}
          </Button>
        )}
      </div>
      <FieldNote
        id={`${id}-note`}
        hint={mode === 'days' ? settingsWords.retentionDaysHint : settingsWords.retentionSizeHint}
        {...(retention === null && { problem: settingsWords.retentionProblem(unit) })}
      />
      <Confirm
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        returnFocusTo={field}
        title={settingsWords.retentionQuestion[mode](limit)}
        confirmLabel={settingsWords.retentionKeep(limit)}
        onConfirm={() => {
          if (retention !== null) onKeep(retention);
        }}
      >
        {settingsWords.retentionConsequence[mode]}
      </Confirm>
    </form>
  );
}
