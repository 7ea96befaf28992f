import type { Sound, SourceKind } from '../../../shared/scenes/scene-source.js';

/** The mixer's channel that a new source gets; null for what makes no sound. */
export function defaultSound(kind: SourceKind): Sound | null {
  const hasSound = kind.type === 'microphone' || kind.type === 'media' || (kind.type === 'display' && kind.withSound);
  return hasSound ? { gainDb: 0, isMuted: false, balance: 0, delayMs: 0, monitor: 'off' } : null;
}
