import { clsx } from 'clsx';
import { Check, Circle, CircleCheck, CircleQuestionMark, CircleX, LoaderCircle, Minus, X } from 'lucide-react';
import type { RelayTestReport, ServicePreset } from '../../../shared/relays.js';
import { wordsFor } from '../../app/words.js';
import { formatDate, formatNumber } from '../../ui/format.js';
import { relayPageWords } from './relay-page-words.js';
import { keyVerdict, testHeadline, testLines, type TestLine } from './relay-test-words.js';

const heads = {
  running: { icon: LoaderCircle, colour: 'text-accent-text' },
  ok: { icon: CircleCheck, colour: 'text-ok-text' },
  failed: { icon: CircleX, colour: 'text-danger-text' },
};
const discs = {
  ok: { icon: Check, disc: 'bg-ok text-surface', word: relayPageWords.test.marks.done },
  failed: { icon: X, disc: 'bg-live text-on-live', word: relayPageWords.test.marks.failed },
  skipped: { icon: Minus, disc: 'bg-raised text-muted', word: relayPageWords.test.marks.skipped },
  pending: { icon: Circle, disc: 'bg-raised text-muted', word: relayPageWords.test.marks.pending },
};

interface RelayTestViewProps {
  readonly report: RelayTestReport;
  /** Null: a service that this studio does not know. */
  readonly preset: ServicePreset | null;
}

/** The test as a checklist that grows, with what to do about a failure. */
export function RelayTestView({ report, preset }: RelayTestViewProps) {
  const { status, startedAtMs, reason } = report;
  const { icon: Icon, colour } = heads[status];
  const lines = testLines(report);
  const words = reason === null ? null : wordsFor(reason.code, reason.details);
  const verdict = keyVerdict(report, preset);
  const next = lines.find((line) => line.status === 'pending');
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex items-start gap-2.5">
        <Icon aria-hidden className={clsx('mt-0.5 size-5 shrink-0', colour, status === 'running' && 'animate-spin')} />
        <div className="min-w-0">
          <p role="status" className="text-base font-semibold break-words">
            {testHeadline(report)}
          </p>
          {status !== 'running' && (
            <time dateTime={new Date(startedAtMs).toISOString()} className="text-xs text-muted tabular-nums">
              {formatDate(startedAtMs)}
            </time>
          )}
        </div>
      </div>
      {lines.length > 0 && (
        <ol aria-label={relayPageWords.test.steps} className="-mx-4 divide-y divide-line border-y border-line">
          {lines.map((line) => (
            <Line key={line.name} line={line} isNext={line === next} />
          ))}
        </ol>
      )}
      {words !== null && (
        <div className="rounded-control border border-live bg-live-soft p-3 text-sm">
          <p className="font-semibold break-words text-danger-text">{words.title}</p>
          <p className="break-words">{words.action}</p>
        </div>
      )}
      {verdict !== null && (
        <p className="flex items-start gap-2.5 rounded-control bg-accent-soft p-3 text-sm">
          <CircleQuestionMark
            aria-hidden
            className={clsx('mt-0.5 size-4 shrink-0 text-accent-text', !report.isKeyUntested && 'hidden')}
          />
          <Check
            aria-hidden
            className={clsx('mt-0.5 size-4 shrink-0 text-ok-text', report.isKeyUntested && 'hidden')}
          />
          <span className="min-w-0">{verdict}</span>
        </p>
      )}
    </div>
  );
}

function Line({ line, isNext }: { readonly line: TestLine; readonly isNext: boolean }) {
  const { status, title, note, durationMs } = line;
  const { disc, word, icon } = discs[status];
  const Icon = isNext ? LoaderCircle : icon;
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <span className={clsx('mt-px grid size-5 shrink-0 place-items-center rounded-full', disc)}>
        <Icon aria-hidden className={clsx('size-3', isNext && 'animate-spin')} strokeWidth={3} />
      </span>
      <div className="min-w-0 flex-1">
        <p className={clsx('text-sm', status === 'ok' || status === 'failed' ? 'font-medium' : 'text-muted')}>
          <span className="sr-only">{word}: </span>
          {title}
        </p>
        {note !== null && <p className="text-xs text-muted">{note}</p>}
      </div>
      {durationMs !== null && (
        <span className="shrink-0 text-2xs leading-5 text-muted tabular-nums">{duration(durationMs)}</span>
      )}
    </li>
  );
}

const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${formatNumber(ms / 1000)} s`);
