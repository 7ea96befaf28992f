import { useId, type ReactNode } from 'react';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** Buttons at the end of the line. */
  readonly children: ReactNode;
  readonly hint?: ReactNode;
}

/** A value to carry over into another program: selectable, with its buttons. */
export function CopyField({ label, value, children, hint }: CopyFieldProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          readOnly
          value={value}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="h-9 min-w-40 flex-1 rounded-control border border-line bg-sunken px-3 font-mono text-sm text-text"
        />
        {children}
      </div>
      {hint !== undefined && <div className="text-xs text-muted">{hint}</div>}
    </div>
  );
}
