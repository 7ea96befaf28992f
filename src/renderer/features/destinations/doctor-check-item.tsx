import { clsx } from 'clsx';
import { Check, Minus, TriangleAlert, Wrench, X } from 'lucide-react';
import type { DoctorCheck } from '../../../shared/doctor.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { formatNumber } from '../../ui/format.js';
import { destinationWords } from './destination-words.js';
import { MendDocument } from './mend-document.js';

const looks = {
  pass: { icon: Check, disc: 'bg-ok text-surface', word: destinationWords.test.marks.passed },
  warn: { icon: TriangleAlert, disc: 'bg-warn text-black', word: destinationWords.test.marks.warned },
  fail: { icon: X, disc: 'bg-live text-on-live', word: destinationWords.test.marks.failed },
  skipped: { icon: Minus, disc: 'bg-raised text-muted', word: destinationWords.test.marks.skipped },
};

interface DoctorCheckItemProps {
  readonly check: DoctorCheck;
  readonly isBusy: boolean;
  readonly onFix: () => void;
  readonly onCreate: () => void;
}

/** One line of the checklist: what was found, and the exact mend where there is one. */
export function DoctorCheckItem({ check, isBusy, onFix, onCreate }: DoctorCheckItemProps) {
  const { title, status, detail, mend, document, isFixable, isCreatable, isFixed, durationMs } = check;
  const { icon: Icon, disc, word } = looks[status];
  const isTrouble = status === 'fail' || status === 'warn';
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <span className={clsx('mt-px grid size-5 shrink-0 place-items-center rounded-full', disc)}>
        <Icon aria-hidden className="size-3" strokeWidth={3} />
      </span>
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5">
        <div className="flex items-baseline justify-between gap-3">
          <h3 className={clsx('min-w-0 text-sm font-medium break-words', status === 'skipped' && 'text-muted')}>
            <span className="sr-only">{word}: </span>
            {title}
          </h3>
          {status !== 'skipped' && (
            <span className="shrink-0 text-2xs text-muted tabular-nums">{duration(durationMs)}</span>
          )}
        </div>
        {detail !== '' && (
          <p
            className={clsx(
              'text-xs break-words',
              status === 'fail' ? 'text-danger-text' : status === 'warn' ? 'text-warn-text' : 'text-muted',
            )}
          >
            {detail}
          </p>
        )}
        {isFixed && (
          <div>
            <Badge tone="accent" icon={Wrench}>
              {destinationWords.test.mended}
            </Badge>
          </div>
        )}
        {isTrouble && mend.length > 0 && (
          <ul className="grid list-disc grid-cols-1 gap-1 pl-4 text-sm marker:text-muted">
            {mend.map((step, index) => (
              <li key={`${index}-${step}`} className="break-words">
                {step}
              </li>
            ))}
          </ul>
        )}
        {isTrouble && document !== null && <MendDocument text={document} about={title} />}
        {isTrouble && (isFixable || isCreatable) && !isFixed && (
          <div className="flex flex-wrap gap-2 pt-1">
            <Button
              variant="primary"
              icon={Wrench}
              disabled={isBusy}
              onClick={isCreatable ? onCreate : onFix}
              aria-label={isCreatable ? undefined : destinationWords.test.fixOf(title)}
            >
              {isCreatable ? destinationWords.test.createBucket : destinationWords.test.fix}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${formatNumber(ms / 1000)} s`);
