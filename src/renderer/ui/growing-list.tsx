import { clsx } from 'clsx';
import { Plus } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

interface GrowingListProps {
  /** Of the heading: unique on its page. */
  readonly id: string;
  readonly title: string;
  /** The address leads here: it is scrolled to and focused. */
  readonly isWanted: boolean;
  /** What the list is for, beside the way to add to it. */
  readonly lead: string;
  readonly add: { readonly href: string; readonly label: string; readonly isPrimary: boolean };
  /** The list itself; nothing while it is empty. */
  readonly children: ReactNode;
}

/** A list in the settings, with what it is for and the way to add to it. */
export function GrowingList({ id, title, isWanted, lead, add, children }: GrowingListProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    heading.current?.scrollIntoView({ block: 'center' });
    heading.current?.focus({ preventScroll: true });
  }, [isWanted]);
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-2">
      <h2
        ref={heading}
        id={id}
        tabIndex={-1}
        className="px-1 text-xs font-semibold tracking-wide text-muted outline-none"
      >
        {title}
      </h2>
      <div className="rounded-card border border-line bg-surface shadow-card">
        {children}
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-sunken px-5 py-3.5 first:rounded-t-card first:border-t-0 last:rounded-b-card">
          <p className="min-w-52 flex-1 text-sm text-balance text-muted">{lead}</p>
          <a
            href={add.href}
            className={clsx(
              'inline-flex h-9 items-center gap-2 rounded-control px-3.5 text-sm transition-colors',
              add.isPrimary
                ? 'bg-accent font-semibold text-on-accent hover:bg-accent-hover'
                : 'border border-line bg-raised font-medium hover:border-line-strong',
            )}
          >
            <Plus aria-hidden className="size-4" />
            {add.label}
          </a>
        </div>
      </div>
    </section>
  );
}
