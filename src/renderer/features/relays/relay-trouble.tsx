import { clsx } from 'clsx';
import { RotateCw, TriangleAlert } from 'lucide-react';
import type { Relay, RelayRun } from '../../../shared/relays.js';
import { hrefOf } from '../../app/use-route.js';
import { wordsFor } from '../../app/words.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { relayPageWords } from './relay-page-words.js';
import { isEnding, isSourceGone, isTriedAgain } from './relay-words.js';

interface RelayTroubleProps {
  readonly relay: Relay;
  readonly run: RelayRun;
}

/** Why a relay does not send, and what to do. What was given up is started again from here. */
export function RelayTrouble({ relay, run }: RelayTroubleProps) {
  const start = useCommand('startRelay');
  const { reason, status } = run;
  if (reason === null || isEnding(run)) return null;
  // its name stands above already
  const words = wordsFor(reason.code, { ...reason.details, name: null });
  if (isSourceGone(run)) {
    return (
      <p className="text-xs text-muted">
        {status === 'live' ? relayPageWords.trouble.held : `${words.title}. ${words.action}`}
      </p>
    );
  }
  const isFinal = status === 'failed';
  return (
    <div
      role={isFinal ? 'alert' : 'note'}
      className={clsx(
        'flex items-start gap-2.5 rounded-control border p-3 text-sm',
        isFinal ? 'border-live bg-live-soft' : 'border-warn bg-warn-soft',
      )}
    >
      <TriangleAlert
        aria-hidden
        className={clsx('mt-0.5 size-4 shrink-0', isFinal ? 'text-danger-text' : 'text-warn-text')}
      />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-0.5">
        <p className={clsx('font-semibold break-words', isFinal ? 'text-danger-text' : 'text-warn-text')}>
          {words.title}
        </p>
        <p className="break-words">
          {words.action}
          {isTriedAgain(run) && relayPageWords.trouble.again}
        </p>
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
          {isFinal && (
            <Button
              size="small"
              icon={RotateCw}
              isBusy={start.isBusy}
              disabled={!start.isReady}
              onClick={() => void start.run({ id: relay.id })}
            >
              {relayPageWords.trouble.start}
              <span className="sr-only">: {relay.config.name}</span>
            </Button>
          )}
          <a
            href={hrefOf('settings', 'relays', relay.id)}
            className="font-medium text-accent-text underline hover:no-underline"
          >
            {relayPageWords.trouble.change}
            <span className="sr-only">: {relay.config.name}</span>
          </a>
        </div>
      </div>
    </div>
  );
}
