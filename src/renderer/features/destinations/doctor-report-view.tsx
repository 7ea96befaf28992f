import { clsx } from 'clsx';
import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import { doctorCheckIds, type DoctorReport } from '../../../shared/doctor.js';
import { formatDate } from '../../ui/format.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { destinationWords } from './destination-words.js';
import { DoctorCheckItem } from './doctor-check-item.js';
import { UploadLine } from './upload-line.js';

const looks = {
  running: { icon: LoaderCircle, colour: 'text-accent-text' },
  pass: { icon: CircleCheck, colour: 'text-ok-text' },
  warn: { icon: TriangleAlert, colour: 'text-warn-text' },
  fail: { icon: CircleX, colour: 'text-danger-text' },
};

interface DoctorReportViewProps {
  readonly report: DoctorReport;
  readonly isBusy: boolean;
  readonly onFix: () => void;
  readonly onCreate: () => void;
}

/** The doctor's report as a checklist that grows. */
export function DoctorReportView({ report, isBusy, onFix, onCreate }: DoctorReportViewProps) {
  const { icon: Icon, colour } = looks[report.status];
  const isRunning = report.status === 'running';
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex items-start gap-2.5">
        <Icon aria-hidden className={clsx('mt-0.5 size-5 shrink-0', colour, isRunning && 'animate-spin')} />
        <div className="min-w-0">
          <p role="status" className="text-base font-semibold">
            {headline(report)}
          </p>
          {!isRunning && (
            <time dateTime={new Date(report.startedAtMs).toISOString()} className="text-xs text-muted tabular-nums">
              {formatDate(report.startedAtMs)}
            </time>
          )}
        </div>
      </div>
      {isRunning && (
        <ProgressBar value={report.checks.length / doctorCheckIds.length} label={destinationWords.test.progress} />
      )}
      {report.checks.length > 0 && (
        <ol aria-label={destinationWords.test.checks} className="-mx-4 divide-y divide-line border-y border-line">
          {report.checks.map((check) => (
            <DoctorCheckItem key={check.id} check={check} isBusy={isBusy} onFix={onFix} onCreate={onCreate} />
          ))}
        </ol>
      )}
      {report.upload !== null && <UploadLine upload={report.upload} />}
    </div>
  );
}

function headline({ status, checks, destinationName }: DoctorReport): string {
  const count = (wanted: string) => checks.filter((check) => check.status === wanted).length;
  if (status === 'running') return destinationWords.test.testingOf(destinationName);
  if (status === 'pass') return destinationWords.test.works;
  if (status === 'warn') return destinationWords.test.limited(count('warn'));
  return destinationWords.test.notReady(count('fail'));
}
