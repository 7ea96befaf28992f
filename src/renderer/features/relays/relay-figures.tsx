import type { ReactNode } from 'react';
import type { RelayRun } from '../../../shared/relays.js';
import { wordsFor } from '../../app/words.js';
import { useIsConnected } from '../../stores/studio-context.js';
import { useNow } from '../../stores/use-now.js';
import { formatBitrate, formatDuration } from '../../ui/format.js';
import { relayPageWords } from './relay-page-words.js';
import { dropWords, feedWords, lagWords } from './relay-words.js';

/** The figures of a relay, refreshed by the engine every second, and what it is fed with. */
export function RelayFigures({ run }: { readonly run: RelayRun }) {
  const { status, bitrate, liveSinceMs, droppedFrames, lagMs, reconnects, feed } = run;
  const isLive = status === 'live';
  const cause = feed?.reason ?? null;
  const why = cause === null ? null : wordsFor(cause.code, cause.details);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-1 text-xs">
      {isLive && (
        <>
          <Figure term={relayPageWords.figures.bitrate}>{formatBitrate(bitrate)}</Figure>
          <Figure term={relayPageWords.figures.liveFor}>
            {liveSinceMs === null ? '–' : <Uptime sinceMs={liveSinceMs} />}
          </Figure>
        </>
      )}
      <Figure term={relayPageWords.figures.dropped} isWarning={droppedFrames > 0}>
        {dropWords(droppedFrames)}
      </Figure>
      {isLive && (
        <Figure term={relayPageWords.figures.behind} isWarning={lagMs !== null && lagMs >= 2000}>
          {lagWords(lagMs)}
        </Figure>
      )}
      {reconnects > 0 && (
        <Figure term={relayPageWords.figures.reconnects}>
          {reconnects === 1 ? relayPageWords.figures.once : relayPageWords.figures.times(reconnects)}
        </Figure>
      )}
      {feed !== null && (
        <div className="col-span-2 mt-1 border-t border-line pt-2">
          <dt className="inline text-sm text-muted">{relayPageWords.figures.sends} </dt>
          <dd className="inline text-sm">{feedWords(feed)}</dd>
          {why !== null && (
            <dd className="mt-0.5 text-muted">
              {why.title}. {why.action}
            </dd>
          )}
        </div>
      )}
    </dl>
  );
}

/** Stands still while nobody knows. */
function Uptime({ sinceMs }: { readonly sinceMs: number }) {
  const isConnected = useIsConnected();
  const nowMs = useNow();
  return isConnected ? formatDuration((nowMs - sinceMs) / 1000) : '–';
}

interface FigureProps {
  readonly term: string;
  readonly isWarning?: boolean;
  readonly children: ReactNode;
}

function Figure({ term, isWarning = false, children }: FigureProps) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-muted">{term}</dt>
      <dd className={isWarning ? 'font-medium text-warn-text tabular-nums' : 'tabular-nums'}>{children}</dd>
    </div>
  );
}
