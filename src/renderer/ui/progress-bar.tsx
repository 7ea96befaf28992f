import { Progress } from 'radix-ui';

interface ProgressBarProps {
  /** 0 to 1. */
  readonly value: number;
  readonly label: string;
}

/** How far something is. */
export function ProgressBar({ value, label }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Progress.Root
      value={percent}
      aria-label={label}
      className="block h-1.5 w-full overflow-hidden rounded-full bg-sunken"
    >
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden className="block size-full">
        <rect width={percent} height="4" className="fill-accent" />
      </svg>
    </Progress.Root>
  );
}
