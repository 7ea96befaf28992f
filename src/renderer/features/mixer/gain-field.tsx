import { useState } from 'react';
import { clamp, formatDb, leastDb, parseDb } from './decibels.js';
import { mixerWords as words } from './mixer-words.js';

interface GainFieldProps {
  readonly name: string;
  readonly gainDb: number;
  readonly mostDb: number;
  readonly onChange: (gainDb: number, gesture: string) => void;
}

/** The volume as a number. Enter keeps, Escape leaves it as it was; what is no number changes nothing. */
export function GainField({ name, gainDb, mostDb, onChange }: GainFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    const wanted = draft === null ? null : parseDb(draft);
    if (wanted !== null) onChange(clamp(wanted, leastDb, mostDb), crypto.randomUUID());
    setDraft(null);
  };
  return (
    <input
      aria-label={words.faderField(name)}
      value={draft ?? formatDb(gainDb)}
      inputMode="decimal"
      autoComplete="off"
      maxLength={8}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') setDraft(null);
      }}
      className="h-6 w-14 rounded-md border border-line bg-sunken px-1 text-center text-xs text-text tabular-nums"
    />
  );
}
