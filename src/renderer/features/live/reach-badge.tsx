import { clsx } from 'clsx';
import { Globe, Monitor, Network } from 'lucide-react';
import type { Reach } from '../../../shared/domain.js';
import { liveWords } from './live-words.js';

const looks = {
  computer: { icon: Monitor, word: liveWords.reach.computer, colour: 'bg-warn-soft text-warn-text' },
  network: { icon: Network, word: liveWords.reach.network, colour: 'bg-accent-soft text-accent-text' },
  anyone: { icon: Globe, word: liveWords.reach.anyone, colour: 'bg-accent-soft text-accent-text' },
};

/** How far a link reaches. */
export function ReachBadge({ reach }: { readonly reach: Reach }) {
  const { icon: Icon, word, colour } = looks[reach];
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap',
        colour,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{liveWords.reach.label} </span>
      {word}
    </span>
  );
}
