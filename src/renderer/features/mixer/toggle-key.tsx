import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';

interface ToggleKeyProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isOn: boolean;
  readonly tone: 'danger' | 'accent';
  readonly onToggle: () => void;
}

/** A small key that stays down. */
export function ToggleKey({ icon: Icon, label, isOn, tone, onToggle }: ToggleKeyProps) {
  const on = tone === 'danger' ? 'border-live bg-live text-on-live' : 'border-accent bg-accent text-on-accent';
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      onClick={onToggle}
      className={clsx(
        'grid size-7 place-items-center rounded-md border transition-colors',
        isOn ? on : 'border-line bg-raised text-muted hover:border-line-strong hover:text-text',
      )}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
