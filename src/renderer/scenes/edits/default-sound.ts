import { makesSound } from '../../../shared/scenes/makes-sound.js';
import type { Sound, SourceKind } from '../../../shared/scenes/scene-source.js';

/** The mixer's channel that a new source gets; null for what makes no sound. */
export function defaultSound(kind: SourceKind): Sound | null {
  return makesSound(kind) ? { gainDb: 0, isMuted: false, balance: 0, delayMs: 0, monitor: 'off' } : null;
}
