import { useId } from 'react';
import { colourSchema } from '../../../shared/scenes/scene-item.js';
import { inspectorWords as words } from './inspector-words.js';

interface ColourFieldProps {
  readonly label: string;
  readonly value: string;
  /** Whether it may be see-through. */
  readonly hasAlpha?: boolean;
  readonly onChange: (colour: string, gesture: string | null) => void;
}

/** A colour: from the browser's own picker, or typed as `#rrggbb`. */
export function ColourField({ label, value, hasAlpha = false, onChange }: ColourFieldProps) {
  const id = useId();
  const alpha = value.length === 9 ? Number.parseInt(value.slice(7), 16) : 255;
  const withAlpha = (rgb: string, opacity: number) =>
    opacity === 255 ? rgb : `${rgb}${opacity.toString(16).padStart(2, '0')}`;
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <label htmlFor={id} className="w-20 shrink-0 truncate text-xs text-muted">
        {label}
      </label>
      <input
        id={id}
        type="color"
        value={value.slice(0, 7)}
        onChange={(event) => onChange(withAlpha(event.currentTarget.value, alpha), id)}
        className="h-7 w-9 shrink-0 rounded-md border border-line bg-sunken p-0.5"
      />
      <input
        key={value}
        aria-label={`${label} #`}
        defaultValue={value}
        maxLength={9}
        spellCheck={false}
        onBlur={(event) => {
          const colour = colourSchema.safeParse(event.currentTarget.value.trim().toLowerCase());
          if (colour.success && colour.data !== value) onChange(colour.data, null);
          else event.currentTarget.value = value;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
        className="h-7 w-full min-w-0 flex-1 rounded-md border border-line bg-sunken px-1 font-mono text-2xs text-text hover:border-line-strong"
      />
      {hasAlpha && (
        <input
          type="range"
          aria-label={`${label}: ${words.opacity}`}
          min={0}
          max={255}
          value={alpha}
          onChange={(event) => onChange(withAlpha(value.slice(0, 7), Number(event.currentTarget.value)), `${id}a`)}
          className="h-6 w-9 shrink-0 accent-accent xl:w-14"
        />
      )}
    </div>
  );
}
