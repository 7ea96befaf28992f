import { Network } from 'lucide-react';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { liveWords } from './live-words.js';

/** A link that only this computer can open is of no use to others: says so, and offers the way out. */
export function AllowNetwork() {
  const update = useCommand('updateSettings');
  return (
    <div className="appear grid gap-3 rounded-control border border-warn bg-warn-soft p-3 text-sm">
      <p>
        <strong className="font-semibold text-warn-text">{liveWords.network.only}</strong> {liveWords.network.lead}
      </p>
      <Button
        variant="primary"
        icon={Network}
        isBusy={update.isBusy}
        disabled={!update.isReady}
        onClick={() => void update.run({ patch: { network: { allowLanViewers: true } } })}
      >
        {liveWords.network.allow}
      </Button>
    </div>
  );
}
