import { clsx } from 'clsx';
import { useId, type ReactNode } from 'react';

interface CardProps {
  readonly title?: string;
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A framed part of the page with a heading. */
export function Card({ title, aside, className, children }: CardProps) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={title === undefined ? undefined : headingId}
      className={clsx('rounded-card border border-line bg-surface shadow-card', className)}
    >
      {title !== undefined && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-2">
          <h2 id={headingId} className="text-xs font-semibold tracking-wide text-muted">
            {title}
          </h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
