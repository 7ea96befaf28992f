import { Square } from 'lucide-react';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { liveWords } from './live-words.js';

/** Ends the broadcast, after asking. */
export function EndButton({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const end = useCommand('endBroadcast');
  const isEnding = end.isBusy || broadcast.status === 'ending';
  const isEncoder = broadcast.programme.kind === 'encoder';
  return (
    <Confirm
      trigger={
        <Button variant="quiet-danger" icon={Square} isBusy={isEnding} disabled={!end.isReady}>
          {liveWords.end.action}
        </Button>
      }
      title={liveWords.end.question}
      confirmLabel={liveWords.end.action}
      cancelLabel={liveWords.end.cancel}
      onConfirm={() => void end.run({ broadcastId: broadcast.id })}
    >
      {liveWords.end.lead}
      {isEncoder && liveWords.end.encoder}
    </Confirm>
  );
}
