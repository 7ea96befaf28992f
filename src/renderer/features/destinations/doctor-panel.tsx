import { Stethoscope } from 'lucide-react';
import { useState } from 'react';
import type { BucketCredentials, DestinationConfig } from '../../../shared/destinations.js';
import { useEngineState } from '../../stores/studio-context.js';
import type { StudioError } from '../../stores/studio-error.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import type { DestinationDraft } from './destination-draft.js';
import { destinationWords } from './destination-words.js';
import { DoctorReportView } from './doctor-report-view.js';

interface DoctorPanelProps {
  /** Null: the form is not saved yet. */
  readonly destinationId: string | null;
  readonly draft: DestinationDraft;
  /** The whole form, or null when something is wrong with it, which is shown then. */
  readonly read: () => { config: DestinationConfig; credentials: BucketCredentials | null } | null;
  readonly onRefused: (error: StudioError) => boolean;
}

/** "Test this bucket": tries what the form says, as it is now. */
export function DoctorPanel({ destinationId, draft, read, onRefused }: DoctorPanelProps) {
  const doctor = useEngineState((state) => state.doctor);
  const test = useCommand('testDestination');
  /** The form when it was last tested on this page. A report about an unsaved form counts only after that. */
  const [tested, setTested] = useState<DestinationDraft | null>(null);
  const isMine =
    doctor !== null && doctor.destinationId === destinationId && (destinationId !== null || tested !== null);
  const report = isMine ? doctor.report : null;
  const isRunning = report?.status === 'running';
  const run = async (how: { fix: boolean; create: boolean }) => {
    const whole = read();
    if (whole === null) return;
    const answer = await test.run({ id: destinationId, draft: whole, ...how }, onRefused);
    if (answer !== null) setTested(draft);
  };
  const button = (
    <Button
      variant={report === null ? 'primary' : 'secondary'}
      size={report === null ? 'medium' : 'small'}
      icon={Stethoscope}
      isBusy={test.isBusy || isRunning}
      disabled={!test.isReady}
      className="justify-self-start"
      onClick={() => void run({ fix: false, create: false })}
    >
      {isRunning
        ? destinationWords.test.testing
        : report === null
          ? destinationWords.test.title
          : destinationWords.test.again}
    </Button>
  );
  return (
    <Card
      title={destinationWords.test.title}
      className="min-w-0 lg:sticky lg:top-5"
      {...(report !== null && { aside: button })}
    >
      <div className="grid grid-cols-1 gap-4 px-4 pt-1 pb-4">
        {report === null && <p className="text-sm text-muted">{destinationWords.test.lead}</p>}
        {report === null && button}
        {report !== null && tested !== null && tested !== draft && !isRunning && (
          <p className="text-xs text-warn-text">{destinationWords.test.stale}</p>
        )}
        {report !== null && (
          <DoctorReportView
            report={report}
            isBusy={isRunning || !test.isReady}
            onFix={() => void run({ fix: true, create: false })}
            onCreate={() => void run({ fix: true, create: true })}
          />
        )}
      </div>
    </Card>
  );
}
