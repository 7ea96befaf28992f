import { clsx } from 'clsx';
import { useId, useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  /** The label is for those who listen alone: what it is stands elsewhere. */
  readonly isLabelHidden?: boolean;
  /** In line with fields whose labels are long. */
  readonly isLabelWide?: boolean;
  /** Null: several values; shown as empty. */
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly unit?: string;
  /** Digits behind the point that are shown. */
  readonly digits?: number;
  readonly disabled?: boolean;
  /** With `gesture`: of keys that are held or pressed again, one step to undo. */
  readonly onChange: (value: number, gesture: string | null) => void;
}

/** A number: typed and kept with Enter or by leaving it, or stepped with the arrow keys (Shift: ten steps). */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    isLabelHidden = false,
    isLabelWide = false,
    value,
    least,
    most,
    step = 1,
    unit,
    digits = 0,
    disabled = false,
  } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = value === null ? '' : String(Number(value.toFixed(digits)));
  const held = (wanted: number) => Number(Math.min(Math.max(wanted, least), most).toFixed(6));
  const keep = () => {
    setDraft(null);
    if (draft === null || draft.trim() === '' || draft === shown) return;
    const wanted = Number(draft.trim().replace(',', '.'));
    if (Number.isFinite(wanted)) props.onChange(held(wanted), null);
  };
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <label
        htmlFor={id}
        className={
          isLabelHidden ? 'sr-only' : clsx('shrink-0 truncate text-xs text-muted', isLabelWide ? 'w-20' : 'min-w-4')
        }
      >
        {label}
      </label>
      <span className="relative min-w-0 flex-1">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          disabled={disabled}
          value={draft ?? shown}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') setDraft(null);
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            const from = draft === null ? (value ?? 0) : Number(draft.replace(',', '.'));
            if (!Number.isFinite(from)) return;
            setDraft(null);
            const way = (event.key === 'ArrowUp' ? 1 : -1) * step * (event.shiftKey ? 10 : 1);
            props.onChange(held(from + way), id);
          }}
          className={clsx(
            'h-7 w-full min-w-0 rounded-md border border-line bg-sunken px-2 text-xs text-text tabular-nums hover:enabled:border-line-strong disabled:opacity-50',
            unit !== undefined && 'pr-6',
          )}
        />
        {unit !== undefined && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-1.5 grid place-items-center text-2xs text-muted"
          >
            {unit}
          </span>
        )}
      </span>
    </div>
  );
}
