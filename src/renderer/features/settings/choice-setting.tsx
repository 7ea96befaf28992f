import { Segmented } from '../../ui/segmented.js';
import { SettingRow } from './setting-row.js';

interface ChoiceSettingProps {
  readonly title: string;
  readonly lead: string;
  readonly value: number;
  readonly options: readonly { readonly value: number; readonly label: string }[];
  readonly disabled: boolean;
  /** How a value reads that is none of the options, set elsewhere. */
  readonly nameOf: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** A number out of a few sensible ones. One set elsewhere is shown as well, or the control would lie. */
export function ChoiceSetting({ title, lead, value, options, disabled, nameOf, onChange }: ChoiceSettingProps) {
  const isKnown = options.some((option) => option.value === value);
  const all = isKnown ? options : [...options, { value, label: nameOf(value) }].toSorted((a, b) => a.value - b.value);
  return (
    <SettingRow title={title} lead={lead}>
      <Segmented
        label={title}
        value={String(value)}
        options={all.map((option) => ({ value: String(option.value), label: option.label }))}
        disabled={disabled}
        onChange={(next) => onChange(Number(next))}
      />
    </SettingRow>
  );
}
