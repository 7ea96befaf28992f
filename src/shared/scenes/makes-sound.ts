import type { SourceKind } from './scene-source.js';

/** Whether a source has a channel in the mixer: it always sounds, or its sound is switched on. */
export function makesSound(kind: SourceKind): boolean {
  switch (kind.type) {
    case 'microphone':
    case 'media':
      return true;
    case 'display':
    case 'web':
      return kind.withSound;
    default:
      return false;
  }
}
