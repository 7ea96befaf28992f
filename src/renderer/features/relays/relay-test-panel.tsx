import { PlugZap } from 'lucide-react';
import { useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { backupOf, type RelayDraft } from './relay-draft.js';
import { relayPageWords } from './relay-page-words.js';
import { RelayTestView } from './relay-test-view.js';
import type { RelayForm } from './use-relay-form.js';

interface RelayTestPanelProps {
  /** Null: the form is not saved yet. */
  readonly relayId: string | null;
  readonly form: Pick<RelayForm, 'draft' | 'preset' | 'read' | 'onRefused'>;
}

/** "Test": goes as far as the service allows without going live, with what the form says now. */
export function RelayTestPanel({ relayId, form }: RelayTestPanelProps) {
  const { draft, preset, read, onRefused } = form;
  const newest = useEngineState((state) => state.relayTest);
  const test = useCommand('testRelay');
  /** The form when it was last tested on this page. A report about an unsaved form counts only after that. */
  const [tested, setTested] = useState<RelayDraft | null>(null);
  const isMine = newest !== null && newest.relayId === relayId && (relayId !== null || tested !== null);
  const report = isMine ? newest : null;
  const isRunning = report?.status === 'running';
  const hasBackup = backupOf(draft, preset).trim() !== '';
  const run = async (via: 'primary' | 'backup') => {
    const whole = read();
    if (whole === null) return;
    const answer = await test.run({ id: relayId, draft: whole, via }, onRefused);
    if (answer !== null) setTested(draft);
  };
  return (
    <Card title={relayPageWords.test.title} className="min-w-0 lg:sticky lg:top-5">
      <div className="grid grid-cols-1 gap-4 px-4 pt-1 pb-4">
        {report === null && <p className="text-sm text-muted">{relayPageWords.test.lead}</p>}
        {report !== null && tested !== null && tested !== draft && !isRunning && (
          <p className="text-xs text-warn-text">{relayPageWords.test.stale}</p>
        )}
        {report !== null && <RelayTestView report={report} preset={preset} />}
        <div className="flex flex-wrap gap-2">
          <Button
            variant={report === null ? 'primary' : 'secondary'}
            icon={PlugZap}
            isBusy={(test.isBusy || isRunning) && report?.via !== 'backup'}
            disabled={!test.isReady || isRunning}
            onClick={() => void run('primary')}
          >
            {report === null ? relayPageWords.test.action : relayPageWords.test.again}
          </Button>
          {hasBackup && (
            <Button
              icon={PlugZap}
              isBusy={isRunning && report.via === 'backup'}
              disabled={!test.isReady || isRunning}
              onClick={() => void run('backup')}
            >
              {relayPageWords.test.backup}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
