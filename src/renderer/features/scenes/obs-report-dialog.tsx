import type { ObsImportReport } from '../../../shared/scenes/obs-import-report.js';
import { Button } from '../../ui/button.js';
import { DialogFrame } from '../../ui/dialog-frame.js';
import { obsReportWords as words } from './obs-report-words.js';

interface ObsReportDialogProps {
  readonly report: ObsImportReport;
  readonly onClose: () => void;
}

/** What came over from OBS, and what to look at. */
export function ObsReportDialog({ report, onClose }: ObsReportDialogProps) {
  return (
    <DialogFrame isOpen onClose={onClose} title={words.title} description={words.summary(report)}>
      {report.notes.length === 0 ? (
        <p className="text-sm text-ok-text">{words.whole}</p>
      ) : (
        <ul
          aria-label={words.notes}
          tabIndex={0}
          className="max-h-80 divide-y divide-line overflow-y-auto rounded-control border border-line"
        >
          {report.notes.map((note) => (
            <li key={JSON.stringify(note)} className="grid gap-0.5 px-3 py-2 text-sm">
              {words.about(note) !== '' && <span className="truncate font-medium">{words.about(note)}</span>}
              <span className="text-xs break-words text-muted">{words.note(note)}</span>
            </li>
          ))}
        </ul>
      )}
      <Button variant="primary" className="self-end" onClick={onClose}>
        {words.close}
      </Button>
    </DialogFrame>
  );
}
