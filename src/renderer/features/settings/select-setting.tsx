import { useId } from 'react';
import { fieldLook } from '../../ui/text-field.js';
import { SettingRow } from './setting-row.js';

interface SelectSettingProps {
  readonly title: string;
  readonly lead: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** One of more choices than stand side by side. */
export function SelectSetting({ title, lead, value, options, disabled, onChange }: SelectSettingProps) {
  const id = useId();
  return (
    <SettingRow title={title} lead={lead} titleId={id} leadId={`${id}-lead`}>
      <select
        aria-labelledby={id}
        aria-describedby={`${id}-lead`}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={`${fieldLook} max-w-56 disabled:opacity-50`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </SettingRow>
  );
}
