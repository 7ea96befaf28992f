import { Trash2 } from 'lucide-react';
import type { Relay, RelayRun } from '../../../shared/relays.js';
import { useCommand } from '../../stores/use-command.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import { relayPageWords } from './relay-page-words.js';
import { isRunOn } from './relay-words.js';

interface DeleteRelayProps {
  readonly relay: Relay;
  /** Null: no broadcast has taken it along. */
  readonly run: RelayRun | null;
}

/** Deletes a relay, after asking; says so while it sends, and stops it first then. */
export function DeleteRelay({ relay: { id, config }, run }: DeleteRelayProps) {
  const remove = useCommand('deleteRelay');
  const stop = useCommand('stopRelay');
  const isOn = isRunOn(run);
  const isLive = run?.status === 'live';
  const confirm = async () => {
    if (isOn && (await stop.run({ id })) === null) return;
    await remove.run({ id });
  };
  return (
    <Confirm
      trigger={
        <IconButton
          icon={Trash2}
          label={relayPageWords.delete.action(config.name)}
          disabled={!remove.isReady || !stop.isReady}
        />
      }
      title={relayPageWords.delete.question(config.name)}
      confirmLabel={isOn ? relayPageWords.delete.confirmOn : relayPageWords.delete.confirm}
      cancelLabel={relayPageWords.delete.cancel}
      onConfirm={() => void confirm()}
    >
      <div className="grid gap-2">
        {isOn && (
          <p>
            <strong className="font-semibold text-danger-text">
              {isLive ? relayPageWords.delete.sending : relayPageWords.delete.taken}
            </strong>{' '}
            {relayPageWords.delete.stopped}
          </p>
        )}
        <p>{relayPageWords.delete.lead}</p>
      </div>
    </Confirm>
  );
}
