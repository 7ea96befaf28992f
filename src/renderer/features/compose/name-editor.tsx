interface NameEditorProps {
  readonly label: string;
  readonly name: string;
  /** Null: as it was. */
  readonly onDone: (name: string | null) => void;
}

/** A name, edited where it stands. Enter keeps it, and leaving it too; Escape leaves it as it was. */
export function NameEditor({ label, name, onDone }: NameEditorProps) {
  return (
    <input
      autoFocus
      aria-label={label}
      defaultValue={name}
      maxLength={100}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => onDone(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.currentTarget.value = name;
        event.currentTarget.blur();
      }}
      className="h-6 w-full min-w-0 rounded border border-accent bg-sunken px-1.5 text-sm text-text"
    />
  );
}
