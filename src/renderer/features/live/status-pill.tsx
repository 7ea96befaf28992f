import { clsx } from 'clsx';
import { assertNever } from '../../../shared/errors.js';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useNow } from '../../stores/use-now.js';
import { liveWords } from './live-words.js';

const looks = {
  waiting: 'bg-raised text-text',
  starting: 'bg-accent-soft text-accent-text',
  live: 'bg-live text-on-live',
  reconnecting: 'bg-warn text-black',
  ending: 'bg-raised text-text',
  ended: 'bg-raised text-text',
  failed: 'bg-live-soft text-danger-text',
};

/** The broadcast's status in a word. */
export function StatusPill({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const { status } = broadcast;
  const isMoving = status === 'live' || status === 'starting' || status === 'reconnecting';
  return (
    <p
      role="status"
      className={clsx(
        'inline-flex h-8 items-center gap-2 rounded-full px-3.5 text-xs font-bold tracking-wide uppercase tabular-nums',
        looks[status],
      )}
    >
      <span aria-hidden className={clsx('size-2 rounded-full bg-current', isMoving && 'breathe')} />
      <StatusWord broadcast={broadcast} />
    </p>
  );
}

function StatusWord({ broadcast: { status, reconnectUntilMs } }: { readonly broadcast: ActiveBroadcast }) {
  switch (status) {
    case 'waiting':
      return 'Waiting';
    case 'starting':
      return 'Starting';
    case 'live':
      return 'Live';
    case 'reconnecting':
      return reconnectUntilMs === null ? 'Reconnecting' : <Countdown untilMs={reconnectUntilMs} />;
    case 'ending':
      return 'Ending';
    case 'ended':
      return 'Ended';
    case 'failed':
      return 'Failed';
    default:
      return assertNever(status);
  }
}

function Countdown({ untilMs }: { readonly untilMs: number }) {
  const seconds = Math.max(0, Math.floor((untilMs - useNow()) / 1000));
  return (
    <>
      {liveWords.reconnecting} {/* Not read out each second: the word alone is the news. */}
      <span aria-hidden className="normal-case">
        {seconds} s
      </span>
    </>
  );
}
