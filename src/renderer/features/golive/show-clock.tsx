import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useIsConnected } from '../../stores/studio-context.js';
import { useNow } from '../../stores/use-now.js';
import { formatDuration } from '../../ui/format.js';
import { goLiveWords as words } from './golive-words.js';

/** How long the show is on. Stands still while nobody knows. */
export function ShowClock({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const isConnected = useIsConnected();
  const nowMs = useNow();
  const { liveAtMs, figures } = broadcast;
  const seconds = isConnected && liveAtMs !== null ? (nowMs - liveAtMs) / 1000 : figures.durationSeconds;
  return (
    <p role="timer" aria-label={words.timer} className="text-lg font-medium tracking-tight tabular-nums">
      {formatDuration(seconds)}
    </p>
  );
}
