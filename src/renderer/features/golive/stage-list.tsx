import { clsx } from 'clsx';
import { Check, Circle, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import { wordsFor } from '../../app/words.js';
import { Card } from '../../ui/card.js';
import { panelWords as words } from './panel-words.js';
import type { StageLine } from './stage-lines.js';

const looks = {
  idle: { icon: Circle, colour: 'text-muted' },
  starting: { icon: LoaderCircle, colour: 'text-accent-text' },
  ok: { icon: Check, colour: 'text-ok-text' },
  degraded: { icon: TriangleAlert, colour: 'text-warn-text' },
  failed: { icon: X, colour: 'text-danger-text' },
};

/** Each station on the picture's way, with its trouble and the way out. */
export function StageList({ lines }: { readonly lines: readonly StageLine[] }) {
  return (
    <Card title={words.way}>
      <ol className="grid gap-2.5 px-4 pt-1 pb-4 text-sm">
        {lines.map((line) => (
          <Line key={line.name} line={line} />
        ))}
      </ol>
    </Card>
  );
}

function Line({ line: { name, status, summary, reason, about, mend } }: { readonly line: StageLine }) {
  const { icon: Icon, colour } = looks[status];
  const said = reason === null ? null : wordsFor(reason.code, reason.details);
  const isTrouble = status === 'degraded' || status === 'failed';
  return (
    <li className="flex items-start gap-2.5">
      <Icon
        aria-hidden
        strokeWidth={2.5}
        className={clsx('mt-0.5 size-4 shrink-0', colour, status === 'starting' && 'animate-spin')}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap justify-between gap-x-3">
          <span className="font-medium">
            {words.stages[name]}
            <span className="sr-only">: {words.statuses[status]}</span>
          </span>
          {said === null && (
            <span className={clsx('min-w-0 text-xs leading-5 tabular-nums', isTrouble ? colour : 'text-muted')}>
              {summary ?? words.statuses[status]}
            </span>
          )}
        </p>
        {said === null && mend !== undefined && <p className="text-xs text-muted">{mend}</p>}
        {said !== null && (
          <p className="text-xs">
            <span className={clsx(isTrouble && colour)}>
              {about !== null && `${about}: `}
              {said.title}.
            </span>{' '}
            <span className="text-muted">{said.action}</span>
          </p>
        )}
      </div>
    </li>
  );
}
