import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';

interface OptionCardProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly lead: string;
  readonly isChosen: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

/** One of a few big choices. Inside of a group that names them. */
export function OptionCard({ icon: Icon, title, lead, isChosen, disabled = false, onChoose }: OptionCardProps) {
  const id = useId();
  return (
    <label
      className={clsx(
        'relative flex cursor-pointer items-start gap-3.5 rounded-card border bg-surface p-4 shadow-card transition-colors',
        'has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent',
        isChosen ? 'border-accent ring-1 ring-accent' : 'border-line hover:border-line-strong',
        disabled && 'cursor-not-allowed opacity-50',
      )}
    >
      <input
        type="radio"
        name="option"
        checked={isChosen}
        disabled={disabled}
        aria-describedby={`${id}-lead`}
        aria-labelledby={`${id}-title`}
        onChange={onChoose}
        className="sr-only"
      />
      <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-accent-soft text-accent-text">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <span className="min-w-0">
        <span id={`${id}-title`} className="block text-base font-semibold">
          {title}
        </span>
        <span id={`${id}-lead`} className="block text-sm text-muted">
          {lead}
        </span>
      </span>
    </label>
  );
}
