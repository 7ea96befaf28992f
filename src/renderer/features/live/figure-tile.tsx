import { Sparkline } from '../../ui/sparkline.js';

interface FigureTileProps {
  readonly label: string;
  readonly value: string;
  readonly trend?: readonly (number | null)[];
  /** A word of warning below the figure. */
  readonly hint?: string | undefined;
}

/** One figure, big enough to read from the other end of the desk. */
export function FigureTile({ label, value, trend, hint }: FigureTileProps) {
  return (
    <div className="relative min-h-22 bg-surface px-4 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd>
        <span className="block text-lg leading-7 font-medium whitespace-nowrap tabular-nums">{value}</span>
        {hint !== undefined && <span className="block text-xs font-medium text-warn-text">{hint}</span>}
        {hint === undefined && trend !== undefined && (
          <Sparkline values={trend} className="absolute inset-x-0 bottom-0 h-5 w-full text-accent" />
        )}
      </dd>
    </div>
  );
}
