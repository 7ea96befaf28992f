import { makesSound } from '../../../shared/scenes/makes-sound.js';
import type { Sound, SourceKind } from '../../../shared/scenes/scene-source.js';
import { held } from './held.js';
import type { ImportNotes } from './import-notes.js';
import type { ObsSource } from './obs-schema.js';

/** The mixer's channel of a source; null for what makes no sound here. `gainDb`: of its filters. */
export function mapSound(source: ObsSource, kind: SourceKind, gainDb: number, notes: ImportNotes): Sound | null {
  if (!makesSound(kind)) return null;
  const limited = (details: string) => (): void => notes.add('value-limited', { source: source.name, details });
  const loudness = source.volume > 0.001 ? 20 * Math.log10(source.volume) : -60;
  return {
    gainDb: Math.round(held(loudness + gainDb, -60, 24, limited('gain')) * 100) / 100,
    isMuted: source.muted,
    balance: held((source.balance - 0.5) * 2, -1, 1),
    delayMs: held(Math.round(source.sync / 1e6), 0, 2000, limited('sync')),
    monitor: source.monitoring_type === 1 ? 'only' : source.monitoring_type === 2 ? 'also' : 'off',
  };
}
