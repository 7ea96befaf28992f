import { wordsFor } from '../../app/words.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { rehearsalWords as words } from './rehearsal-words.js';

/** What the newest rehearsal told, in one line below the bar, and its end. */
export function RehearsalVerdict() {
  const rehearsal = useEngineState((state) => state.rehearsal);
  const { run, isBusy, isReady } = useCommand('endRehearsal');
  if (rehearsal === null) return null;
  const { broadcastId, status, report, reason } = rehearsal;
  const why = reason === null ? null : wordsFor(reason.code, reason.details).title;
  const missing = why === null ? words.notThere : words.notThereBecause(why);
  const told = report === null ? words.status[status] : report.isWhole ? words.verdict(report) : missing;
  const said = status === 'deleting' && why !== null ? `${words.status.deleting} ${why}.` : told;
  return (
    <>
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">{words.over}</strong> {said}
      </p>
      {status !== 'deleting' && (
        <Button size="small" isBusy={isBusy} disabled={!isReady} onClick={() => void run({ broadcastId })}>
          {words.putAway}
        </Button>
      )}
    </>
  );
}
