import { clsx } from 'clsx';
import { Check, Circle, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import type { StageName, StageState } from '../../../shared/domain.js';
import { wordsFor } from '../../app/words.js';
import { liveWords } from './live-words.js';

const looks = {
  idle: { icon: Circle, disc: 'bg-raised text-muted', line: 'text-line-strong', word: liveWords.stages.idle },
  starting: {
    icon: LoaderCircle,
    disc: 'bg-accent-soft text-accent-text',
    line: 'text-accent',
    word: liveWords.stages.starting,
  },
  ok: { icon: Check, disc: 'bg-ok text-surface', line: 'text-ok', word: liveWords.stages.running },
  degraded: { icon: TriangleAlert, disc: 'bg-warn text-black', line: 'text-warn', word: liveWords.stages.degraded },
  failed: { icon: X, disc: 'bg-live text-on-live', line: 'text-live', word: liveWords.stages.stopped },
};
const titles: Record<StageName, string> = liveWords.stages.names;

interface StageItemProps {
  readonly name: StageName;
  readonly stage: StageState;
  readonly summary: string | null;
  readonly isLast: boolean;
}

/** One stage: its state as colour, icon and word, and why. */
export function StageItem({ name, stage, summary, isLast }: StageItemProps) {
  const { icon: Icon, disc, line, word } = looks[stage.status];
  const words = stage.reason === null ? null : wordsFor(stage.reason.code, stage.reason.details);
  const isFlowing = stage.status === 'ok' || stage.status === 'degraded';
  return (
    <li className="min-w-0">
      <div className="flex items-center gap-2">
        <span className={clsx('grid size-7 shrink-0 place-items-center rounded-full', disc)}>
          <Icon
            aria-hidden
            className={clsx('size-4', stage.status === 'starting' && 'animate-spin')}
            strokeWidth={2.5}
          />
        </span>
        <h2 className="text-sm font-semibold">{titles[name]}</h2>
        <span className="sr-only">: {word}</span>
        {!isLast && (
          <svg
            viewBox="0 0 120 14"
            preserveAspectRatio="none"
            aria-hidden
            className={clsx('hidden h-3.5 min-w-4 flex-1 @xl:block', line)}
          >
            <path
              d="M2 7 Q 17 -1 32 7 T 62 7 T 92 7 T 118 7"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
              opacity={isFlowing ? 0.85 : 0.4}
              className={isFlowing ? 'flow' : undefined}
            />
          </svg>
        )}
      </div>
      <div className="mt-1.5 pr-3 pl-9 text-xs @xl:pl-0">
        <p
          className={clsx(
            stage.status === 'degraded' && 'text-warn-text',
            stage.status === 'failed' && 'text-danger-text',
          )}
        >
          {words?.title ?? summary ?? word}
        </p>
        {words !== null && <p className="mt-0.5 text-muted">{words.action}</p>}
      </div>
    </li>
  );
}
