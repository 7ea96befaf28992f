import { inspectorWords as words } from './inspector-words.js';
import { SelectField } from './select-field.js';

interface RateFieldProps {
  readonly label: string;
  /** Pictures a second: of what is offered, or another one. */
  readonly value: number;
  readonly rates: readonly number[];
  readonly disabled?: boolean;
  readonly onChange: (fps: number) => void;
}

/** How many pictures a second. */
export function RateField({ label, value, rates, disabled = false, onChange }: RateFieldProps) {
  const all = [...new Set([...rates, value])].map(String);
  return (
    <SelectField
      label={label}
      value={String(value)}
      options={all.map((rate) => ({ value: rate, label: `${rate} ${words.fpsUnit}` }))}
      disabled={disabled}
      onChange={(rate) => onChange(Number(rate))}
    />
  );
}
