import { clsx } from 'clsx';
import { ChevronDown, ChevronUp, GripVertical, KeyRound, Pencil, Terminal } from 'lucide-react';
import type { Relay } from '../../../shared/relays.js';
import { goTo } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Badge } from '../../ui/badge.js';
import { IconButton } from '../../ui/icon-button.js';
import { DeleteRelay } from './delete-relay.js';
import { describeRelay } from './describe-relay.js';
import { GoesAlong } from './goes-along.js';
import { relayPageWords } from './relay-page-words.js';
import { RunBadge } from './run-badge.js';
import { ServiceMark } from './service-mark.js';
import type { RelayOrder } from './use-relay-order.js';

interface RelayRowProps {
  readonly relay: Relay;
  readonly order: RelayOrder;
}

/** A saved relay: its place in the list, whether it goes along, and the ways to change it. */
export function RelayRow({ relay, order }: RelayRowProps) {
  const { id, config, hasKey, isTransient } = relay;
  const presets = useEngineState((state) => state.relayServices);
  const run = useEngineState(({ broadcast }) => broadcast?.relays.find(({ relayId }) => relayId === id) ?? null);
  const { place, key, backup } = describeRelay(relay, presets);
  const isDragged = order.draggedId === id;
  return (
    <li
      data-relay={id}
      className={clsx(
        'relative flex flex-wrap items-center gap-x-3 gap-y-2.5 py-3.5 pr-4 pl-3',
        isDragged && 'z-10 rounded-control bg-raised shadow-over',
      )}
    >
      <div className="flex min-w-60 flex-1 basis-0 items-center gap-3">
        <span
          aria-hidden
          title={isTransient ? undefined : relayPageWords.row.drag}
          onPointerDown={(event) => {
            if (!isTransient) order.grab(relay, event);
          }}
          className={clsx(
            'grid h-9 w-5 shrink-0 touch-none place-items-center rounded-md text-muted',
            isTransient ? 'invisible' : isDragged ? 'cursor-grabbing' : 'cursor-grab hover:bg-raised hover:text-text',
          )}
        >
          <GripVertical className="size-4" />
        </span>
        <ServiceMark service={config.service} />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 className="min-w-0 truncate font-medium" title={config.name}>
              {config.name}
            </h3>
            {run !== null && <RunBadge run={run} />}
            {!hasKey && (
              <Badge tone="warn" icon={KeyRound}>
                {relayPageWords.row.keyMissing}
              </Badge>
            )}
            {isTransient && (
              <Badge tone="quiet" icon={Terminal}>
                {relayPageWords.row.transient}
              </Badge>
            )}
          </div>
          <p className="truncate text-sm text-muted" title={place}>
            {place}
          </p>
          <p className="truncate text-xs text-muted">
            {key !== null && (
              <>
                {relayPageWords.row.key} <span aria-hidden>{key.shown}</span>
                <span className="sr-only">{key.said}</span>
              </>
            )}
            {key !== null && backup !== null && ' · '}
            {backup !== null && relayPageWords.row.backup(backup)}
          </p>
        </div>
      </div>
      <div className="ml-auto flex items-center gap-0.5">
        {!isTransient && (
          <span className="mr-2 flex items-center gap-2">
            <span aria-hidden className="text-xs text-muted">
              {config.isEnabled ? relayPageWords.goesAlong : relayPageWords.staysOff}
            </span>
            <GoesAlong relay={relay} />
          </span>
        )}
        <IconButton
          icon={ChevronUp}
          data-move="-1"
          label={relayPageWords.row.up(config.name)}
          disabled={!order.isReady || !order.canMove(relay, -1)}
          onClick={() => order.move(relay, -1)}
        />
        <IconButton
          icon={ChevronDown}
          data-move="1"
          label={relayPageWords.row.down(config.name)}
          disabled={!order.isReady || !order.canMove(relay, 1)}
          onClick={() => order.move(relay, 1)}
        />
        <IconButton
          icon={Pencil}
          label={relayPageWords.row.open(config.name)}
          onClick={() => goTo('settings', 'relays', id)}
        />
        <DeleteRelay relay={relay} run={run} />
      </div>
    </li>
  );
}
