import { useId } from 'react';

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** Null: several values. */
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of several choices, in the browser's own list. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, isLabelHidden = false, value, options, disabled = false, onChange } = props;
  const id = useId();
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'w-20 shrink-0 truncate text-xs text-muted'}>
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        disabled={disabled}
        onChange={(event) => {
          const option = options.find((each) => each.value === event.currentTarget.value);
          if (option !== undefined) onChange(option.value);
        }}
        className="h-7 w-full min-w-0 flex-1 rounded-md border border-line bg-sunken px-1.5 text-xs text-text hover:enabled:border-line-strong disabled:opacity-50"
      >
        {value === null && <option value="" />}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
