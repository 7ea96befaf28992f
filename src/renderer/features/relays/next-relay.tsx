import { Check, KeyRound, Minus } from 'lucide-react';
import type { Relay } from '../../../shared/relays.js';
import { hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Badge } from '../../ui/badge.js';
import { serviceName } from './describe-relay.js';
import { GoesAlong } from './goes-along.js';
import { nextFeedWords } from './next-feed-words.js';
import { relayPageWords } from './relay-page-words.js';
import { ServiceMark } from './service-mark.js';

interface NextRelayProps {
  readonly relay: Relay;
  readonly goesAlong: boolean;
  /** A command line has chosen who goes along: the switches say nothing about this run. */
  readonly isChosen: boolean;
}

/** A relay before the broadcast: whether it goes along, and what is missing for that. */
export function NextRelay({ relay, goesAlong, isChosen }: NextRelayProps) {
  const { config, hasKey, isTransient } = relay;
  const presets = useEngineState((state) => state.relayServices);
  const next = useEngineState(({ nextRelays }) => nextRelays.find(({ relayId }) => relayId === relay.id) ?? null);
  const service = serviceName(config.service, presets);
  const sent = next === null ? whatIsSent(config.feed) : nextFeedWords(next.feed, config.feed);
  return (
    <li className="flex min-w-0 items-center gap-3 bg-surface px-5 py-3">
      <ServiceMark service={config.service} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium" title={config.name}>
          {config.name}
        </p>
        <p className="text-xs text-pretty text-muted">
          {hasKey ? (
            config.name === service ? (
              <span className="block first-letter:uppercase">{sent}</span>
            ) : (
              `${service} · ${sent}`
            )
          ) : (
            <a
              href={hrefOf('settings', 'relays', relay.id)}
              className="inline-flex items-center gap-1 font-medium text-warn-text underline hover:no-underline"
            >
              <KeyRound aria-hidden className="size-3.5" />
              {relayPageWords.next.keyMissing}
              <span className="sr-only">{relayPageWords.next.keyMissingFor(config.name)}</span>
            </a>
          )}
        </p>
      </div>
      {isChosen || isTransient ? (
        <Badge tone={goesAlong ? 'accent' : 'quiet'} icon={goesAlong ? Check : Minus}>
          {goesAlong ? relayPageWords.goesAlong : relayPageWords.staysOff}
        </Badge>
      ) : (
        <GoesAlong relay={relay} />
      )}
    </li>
  );
}

const whatIsSent = (feed: string): string =>
  feed === 'auto'
    ? relayPageWords.next.feeds.automatic
    : feed === 'source'
      ? relayPageWords.next.feeds.source
      : relayPageWords.next.feeds.rendition(feed);
