import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useIsConnected } from '../../stores/studio-context.js';
import { useNow } from '../../stores/use-now.js';
import { formatDuration } from '../../ui/format.js';
import { liveWords } from './live-words.js';

/** How long the broadcast has been live. Stands still while nobody knows. */
export function LiveTimer({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const isConnected = useIsConnected();
  const nowMs = useNow();
  const { liveAtMs, figures, status } = broadcast;
  const runs = isConnected && liveAtMs !== null && (status === 'live' || status === 'reconnecting');
  const seconds = runs ? (nowMs - liveAtMs) / 1000 : figures.durationSeconds;
  return (
    <p className="text-3xl font-light tracking-tight tabular-nums" role="timer" aria-label={liveWords.timer}>
      {formatDuration(seconds)}
    </p>
  );
}
