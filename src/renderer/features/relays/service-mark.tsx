import { RadioTower } from 'lucide-react';
import type { RelayService } from '../../../shared/relay-url.js';

const letters: Readonly<Partial<Record<RelayService, string>>> = {
  twitch: 'Tw',
  youtube: 'Yt',
  facebook: 'Fb',
  kick: 'Ki',
  linkedin: 'in',
};

/** A tile that tells services apart at a glance. Decoration: the name stands beside it. */
export function ServiceMark({ service }: { readonly service: RelayService }) {
  return (
    <span
      aria-hidden
      className="grid size-9 shrink-0 place-items-center rounded-xl bg-accent-soft text-sm font-bold text-accent-text select-none"
    >
      {letters[service] ?? <RadioTower className="size-4.5" strokeWidth={1.75} />}
    </span>
  );
}
