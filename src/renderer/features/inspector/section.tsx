import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the inspector. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-2 border-b border-line px-3 py-2.5">
      <header className="flex min-h-6 items-center justify-between gap-2">
        <h3 id={id} className="truncate text-xs font-semibold text-text">
          {title}
        </h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
