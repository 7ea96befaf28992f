import { clsx } from 'clsx';
import { useMedia } from '../../stores/studio-media-context.js';
import type { LivePhase } from './live-phase.js';
import { goLiveWords as words } from './golive-words.js';

const looks: Record<LivePhase['kind'], string> = {
  off: 'bg-raised text-muted',
  busy: 'bg-raised text-text',
  elsewhere: 'bg-raised text-text',
  broken: 'bg-warn text-black',
  connecting: 'bg-accent-soft text-accent-text',
  starting: 'bg-accent-soft text-accent-text',
  live: 'bg-live text-on-live',
  interrupted: 'bg-warn text-black',
  leaving: 'bg-raised text-text',
  ending: 'bg-raised text-text',
  refused: 'bg-live-soft text-danger-text',
  ended: 'bg-raised text-ok-text',
};
const moving = new Set<LivePhase['kind']>(['connecting', 'starting', 'live', 'interrupted', 'ending']);

/** Where the show stands, in a word. */
export function PhasePill({ phase }: { readonly phase: LivePhase }) {
  const isPaused = useMedia((state) => state.isPaused) && phase.kind === 'live';
  const { kind } = phase;
  const word = kind === 'live' ? words.pill.live[phase.purpose] : words.pill[kind];
  return (
    <p
      role="status"
      className={clsx(
        'inline-flex h-7 shrink-0 items-center gap-2 rounded-full px-3 text-2xs font-bold tracking-wide whitespace-nowrap uppercase',
        isPaused ? looks.interrupted : looks[kind],
      )}
    >
      <span aria-hidden className={clsx('size-2 rounded-full bg-current', moving.has(kind) && 'breathe')} />
      {isPaused ? words.pill.paused : word}
    </p>
  );
}
