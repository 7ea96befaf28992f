import { useId } from 'react';
import { NumberField } from './number-field.js';

interface RangeFieldProps {
  readonly label: string;
  /** Null: several values. */
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly unit?: string;
  readonly digits?: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number, gesture: string | null) => void;
}

/** A number with a slider beside it. */
export function RangeField({ label, value, least, most, step, disabled = false, onChange, ...rest }: RangeFieldProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[5rem_minmax(0,1fr)_4.5rem] items-center gap-1.5">
      <label htmlFor={id} className="truncate text-xs text-muted">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        disabled={disabled}
        value={value ?? least}
        onChange={(event) => onChange(Number(event.currentTarget.value), id)}
        className="h-6 w-full min-w-0 accent-accent"
      />
      <NumberField
        label={label}
        isLabelHidden
        value={value}
        least={least}
        most={most}
        step={step}
        disabled={disabled}
        onChange={onChange}
        {...rest}
      />
    </div>
  );
}
