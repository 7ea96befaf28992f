import type { PublicSettings } from '../../../shared/settings.js';
import { settingsWords } from './settings-words.js';

/** What is wrong with a port as typed, in words; undefined: nothing. */
export function portProblem(
  text: string,
  field: 'rtmpPort' | 'originPort',
  network: PublicSettings['network'],
): string | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : 0;
  if (port < 1 || port > 65_535) return settingsWords.portProblem;
  const other = (['rtmpPort', 'originPort', 'studioPort'] as const).find(
    (each) => each !== field && network[each] === port,
  );
  return other === undefined ? undefined : settingsWords.portTaken(settingsWords.portUsers[other]);
}
