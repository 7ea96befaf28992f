import { VolumeX } from 'lucide-react';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { mixerWords as words } from './mixer-words.js';

/** Where a source is named: that it is muted. Nothing while it is not. */
export function MutedMark({ sound }: Pick<SceneSource, 'sound'>) {
  if (sound?.isMuted !== true) return null;
  return (
    <span role="img" aria-label={words.muted} title={words.muted} className="shrink-0 text-danger-text">
      <VolumeX aria-hidden className="size-3.5" />
    </span>
  );
}
