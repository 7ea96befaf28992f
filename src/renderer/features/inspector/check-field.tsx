interface CheckFieldProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly disabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off. */
export function CheckField({ label, isOn, disabled = false, onChange }: CheckFieldProps) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-xs text-text">
      <input
        type="checkbox"
        checked={isOn}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
