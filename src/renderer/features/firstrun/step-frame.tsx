import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import { firstRunWords as words } from './firstrun-words.js';

const order = ['destination', 'devices', 'ready'] as const;

interface StepFrameProps {
  readonly title: string;
  readonly lead: string;
  /** Of the studio's own way; left out elsewhere. */
  readonly step?: (typeof order)[number];
  /** The very first page: nothing goes before it, and it stands a little lower. */
  readonly isFirst?: boolean;
  readonly onBack?: () => void;
  readonly onSkip: () => void;
  /** At the end of the line below: the way on. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One step: what it is about, and the ways back, past and on. */
export function StepFrame({ title, lead, step, isFirst = false, onBack, onSkip, actions, children }: StepFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // a step takes the place of another one: who listens hears where they are, and Tab goes on from here
  useEffect(() => heading.current?.focus(), []);
  return (
    <div
      className={clsx(
        'appear relative mx-auto flex min-h-full w-full max-w-5xl flex-col gap-5 px-5 pb-6 lg:px-8',
        isFirst ? 'pt-[max(1.5rem,14vh)]' : 'pt-6',
      )}
    >
      <header className="grid gap-4">
        {step !== undefined && <Progress step={step} />}
        <div className="grid min-w-0 gap-1">
          <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold tracking-tight text-balance outline-none">
            {title}
          </h1>
          <p className="max-w-prose text-pretty text-muted">{lead}</p>
        </div>
      </header>
      <div className="min-h-0 flex-1">{children}</div>
      <footer
        className={clsx(
          'sticky bottom-0 -mx-5 flex flex-wrap items-center gap-2 px-5 py-3',
          isFirst ? '-ml-8.5' : 'border-t border-line bg-bg/95',
        )}
      >
        {onBack !== undefined && <Button onClick={onBack}>{words.back}</Button>}
        <Button variant="ghost" onClick={onSkip}>
          {words.skip}
        </Button>
        <div className="ml-auto flex flex-wrap justify-end gap-2">{actions}</div>
      </footer>
    </div>
  );
}

function Progress({ step }: { readonly step: (typeof order)[number] }) {
  const at = order.indexOf(step);
  return (
    <ol aria-label={words.steps} className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      {order.map((each, index) => (
        <li
          key={each}
          aria-current={index === at ? 'step' : undefined}
          className={clsx('flex items-center gap-2', index === at ? 'font-semibold text-text' : 'text-muted')}
        >
          <span
            aria-hidden
            className={clsx(
              'grid size-5 place-items-center rounded-full text-2xs tabular-nums',
              index <= at ? 'bg-accent text-on-accent' : 'bg-raised',
            )}
          >
            {index < at ? <Check className="size-3" strokeWidth={3} /> : index + 1}
          </span>
          {words.stepNames[each]}
        </li>
      ))}
    </ol>
  );
}
