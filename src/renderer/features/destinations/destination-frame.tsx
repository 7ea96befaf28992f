import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface DestinationFrameProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly badges: ReactNode;
  readonly lines: readonly string[];
  /** Buttons. */
  readonly children: ReactNode;
}

/** One line of the list of destinations. */
export function DestinationFrame({ icon: Icon, name, badges, lines, children }: DestinationFrameProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4">
      <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-accent-soft text-accent-text">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <div className="min-w-52 flex-1 basis-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h3 className="min-w-0 truncate font-medium" title={name}>
            {name}
          </h3>
          {badges}
        </div>
        {lines.map((line) => (
          <p key={line} className="truncate text-sm text-muted" title={line}>
            {line}
          </p>
        ))}
      </div>
      <div className="flex items-center gap-1.5">{children}</div>
    </li>
  );
}
