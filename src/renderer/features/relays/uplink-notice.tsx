import { clsx } from 'clsx';
import { Gauge, TriangleAlert } from 'lucide-react';
import { isBeforeProgramme } from '../../../shared/before-programme.js';
import type { UplinkBudget } from '../../../shared/relays.js';
import { wordsFor } from '../../app/words.js';
import { useEngineState } from '../../stores/studio-context.js';
import { formatBitrate } from '../../ui/format.js';
import { Popover } from '../../ui/popover.js';
import { relayPageWords } from './relay-page-words.js';
import { uplinkSentence } from './uplink-words.js';

/** What ladder and relays take of the line, and a warning when that is too much for it. */
export function UplinkNotice({ uplink }: { readonly uplink: UplinkBudget }) {
  const isEstimate = useEngineState(({ broadcast }) => isBeforeProgramme(broadcast));
  const words = uplink.reason === null ? null : wordsFor(uplink.reason.code, uplink.reason.details);
  return (
    <div
      className={clsx(
        'flex items-start gap-2.5 text-sm',
        words !== null && 'rounded-control border border-warn bg-warn-soft p-3',
      )}
    >
      {words === null ? (
        <Gauge aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      ) : (
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
      )}
      <div className="min-w-0">
        {/* The warning is the news, not the figures, which change all the time. */}
        <p role="status" className="font-semibold text-warn-text">
          {words?.title}
        </p>
        {words !== null && <p>{words.action}</p>}
        <div className={clsx('tabular-nums', words === null && 'text-muted')}>
          {uplinkSentence(uplink, isEstimate)}{' '}
          <Popover
            label={relayPageWords.uplink.title}
            trigger={
              <button type="button" className="rounded-sm font-medium text-accent-text underline hover:no-underline">
                {relayPageWords.uplink.ask}
              </button>
            }
          >
            <UplinkParts uplink={uplink} />
          </Popover>
        </div>
      </div>
    </div>
  );
}

function UplinkParts({ uplink: { ladder, relays, needed, usable } }: { readonly uplink: UplinkBudget }) {
  const saved = useEngineState((state) => state.relays);
  return (
    <div className="grid gap-3 text-text">
      <p className="font-semibold">{relayPageWords.uplink.title}</p>
      <dl className="grid gap-2">
        <Row term={relayPageWords.uplink.ownLink}>
          {ladder === 0 ? relayPageWords.uplink.nothing : formatBitrate(ladder)}
        </Row>
        {relays.map(({ relayId, bitrate }) => (
          <Row key={relayId} term={saved.find(({ id }) => id === relayId)?.config.name ?? relayId}>
            {bitrate === null ? relayPageWords.uplink.unknown : formatBitrate(bitrate)}
          </Row>
        ))}
        <Row term={relayPageWords.uplink.needed}>{formatBitrate(needed)}</Row>
        <Row term={relayPageWords.uplink.usable}>
          {usable === null ? relayPageWords.uplink.unmeasured : formatBitrate(usable)}
        </Row>
      </dl>
      <p className="text-xs text-muted">{usable === null ? relayPageWords.uplink.test : relayPageWords.uplink.share}</p>
    </div>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="min-w-0 truncate text-muted">{term}</dt>
      <dd className="shrink-0 text-right tabular-nums">{children}</dd>
    </div>
  );
}
