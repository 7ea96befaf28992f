import { useId } from 'react';
import type { BroadcastStatus } from '../../../shared/domain.js';
import type { Relay, RelayRun } from '../../../shared/relays.js';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Badge } from '../../ui/badge.js';
import { Toggle } from '../../ui/toggle.js';
import { serviceName } from './describe-relay.js';
import { nextFeedWords } from './next-feed-words.js';
import { RelayFigures } from './relay-figures.js';
import { relayPageWords } from './relay-page-words.js';
import { RelayTrouble } from './relay-trouble.js';
import { isRunOn, lookOfRun } from './relay-words.js';
import { RunBadge } from './run-badge.js';
import { ServiceMark } from './service-mark.js';

interface RelayItemProps {
  readonly relay: Relay;
  /** Null: not taken along, or not yet. */
  readonly run: RelayRun | null;
  readonly status: BroadcastStatus;
}

/** A relay in the broadcast that is on: how it stands and why, its figures, and its switch. */
export function RelayItem({ relay, run, status }: RelayItemProps) {
  const { config, hasKey } = relay;
  const presets = useEngineState((state) => state.relayServices);
  const next = useEngineState(({ nextRelays }) => nextRelays.find(({ relayId }) => relayId === relay.id) ?? null);
  const isUnderWay = run !== null || status === 'live' || status === 'reconnecting';
  const service = serviceName(config.service, presets);
  return (
    <li className="grid grid-cols-1 gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <ServiceMark service={config.service} />
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-sm font-semibold" title={config.name}>
            {config.name}
          </h3>
          <div className="flex flex-wrap items-center gap-1.5">
            {config.name !== service && <span className="text-xs text-muted">{service}</span>}
            {isUnderWay ? (
              <RunBadge run={run} />
            ) : (
              <Badge tone="quiet">{next !== null ? relayPageWords.item.begins : relayPageWords.staysOff}</Badge>
            )}
            {run?.via === 'backup' && isRunOn(run) && <Badge tone="warn">{relayPageWords.item.backup}</Badge>}
            {/* The word alone is the news: the figures change each second. */}
            <span role="status" className="sr-only">
              {isUnderWay && `${config.name}: ${lookOfRun(run).word}`}
            </span>
          </div>
        </div>
        {isUnderWay && hasKey && <RunSwitch relay={relay} run={run} isEnding={status === 'ending'} />}
      </div>
      {!hasKey && (
        <p className="text-sm text-warn-text">
          {relayPageWords.item.keyMissing}{' '}
          <a href={hrefOf('settings', 'relays', relay.id)} className="font-medium underline hover:no-underline">
            {relayPageWords.item.enterKey}
          </a>
        </p>
      )}
      {!isUnderWay && hasKey && next !== null && (
        <p className="text-xs text-pretty text-muted">
          {relayPageWords.item.willSend(nextFeedWords(next.feed, config.feed))}
        </p>
      )}
      {run !== null && hasKey && <RelayTrouble relay={relay} run={run} />}
      {run !== null && isRunOn(run) && run.status !== 'idle' && <RelayFigures run={run} />}
    </li>
  );
}

interface RunSwitchProps {
  readonly relay: Relay;
  readonly run: RelayRun | null;
  readonly isEnding: boolean;
}

/** Starts and stops it for this broadcast; what is saved stays as it is. */
function RunSwitch({ relay: { id, config }, run, isEnding }: RunSwitchProps) {
  const start = useCommand('startRelay');
  const stop = useCommand('stopRelay');
  const labelId = useId();
  return (
    <>
      <span id={labelId} className="sr-only">
        {relayPageWords.item.send(config.name)}
      </span>
      <Toggle
        labelledBy={labelId}
        isOn={isRunOn(run)}
        disabled={!start.isReady || !stop.isReady || isEnding}
        onChange={(isOn) => void (isOn ? start.run({ id }) : stop.run({ id }))}
      />
    </>
  );
}
