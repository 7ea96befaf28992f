import type { LucideIcon } from 'lucide-react';
import { useId, type ReactNode } from 'react';

interface ChoiceCardProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** One way to start. */
export function ChoiceCard({ icon: Icon, title, lead, children }: ChoiceCardProps) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={headingId}
      className="flex flex-col rounded-card border border-line bg-surface p-5 shadow-card"
    >
      <header className="mb-4 flex items-start gap-3.5">
        <span className="grid size-10 shrink-0 place-items-center rounded-xl bg-accent-soft text-accent-text">
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        </span>
        <div>
          <h2 id={headingId} className="text-base font-semibold">
            {title}
          </h2>
          <p className="text-sm text-muted">{lead}</p>
        </div>
      </header>
      <div className="mt-auto">{children}</div>
    </section>
  );
}
