import { createContext, useEffect, useId, useRef, type ReactNode } from 'react';

/** What the group around a setting is called: it is found by that, too. */
export const GroupTitle = createContext('');

interface SettingsGroupProps {
  readonly title: string;
  /** What is true of all of them. */
  readonly lead?: string;
  /** The address leads here: it is scrolled to and focused. */
  readonly isWanted?: boolean;
  readonly children: ReactNode;
}

/** Settings of one kind. Hidden while none of them is what is looked for. */
export function SettingsGroup({ title, lead, isWanted = false, children }: SettingsGroupProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, [isWanted]);
  return (
    <GroupTitle value={title}>
      <section aria-labelledby={id} className="grid scroll-mt-16 gap-2 not-has-[[data-setting]]:hidden">
        <h2
          ref={heading}
          id={id}
          tabIndex={-1}
          className="scroll-mt-16 px-1 text-xs font-semibold tracking-wide text-muted outline-none"
        >
          {title}
        </h2>
        {lead !== undefined && <p className="px-1 text-sm text-muted">{lead}</p>}
        <div className="divide-y divide-line rounded-card border border-line bg-surface shadow-card">{children}</div>
      </section>
    </GroupTitle>
  );
}
