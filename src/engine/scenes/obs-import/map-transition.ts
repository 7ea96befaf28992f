import type { Transition } from '../../../shared/scenes/scene-collection.js';
import { held } from './held.js';
import type { ImportNotes } from './import-notes.js';
import type { ObsCollection } from './obs-schema.js';

const kinds: ReadonlyMap<string, Transition['kind']> = new Map([
  ['cut_transition', 'cut'],
  ['fade_transition', 'fade'],
  ['fade_to_color_transition', 'fade'],
  ['slide_transition', 'slide'],
  ['swipe_transition', 'slide'],
  ['wipe_transition', 'wipe'],
]);

/** What OBS does with them is what is done here. Its wipe follows a picture, its swipe moves one scene alone. */
const same = new Set(['cut_transition', 'fade_transition', 'slide_transition']);

/** Always there and not in the list: known by the names that English has for them. In another language it is said, and fade is chosen. */
const unlisted: ReadonlyMap<string, Transition['kind']> = new Map([
  ['cut', 'cut'],
  ['fade', 'fade'],
]);

/** The transition that was chosen. */
export function mapTransition(
  { current_transition: name, transition_duration, transitions }: ObsCollection,
  notes: ImportNotes,
): Transition {
  const chosen = transitions.find((transition) => transition?.name === name)?.id ?? '';
  const own = chosen === '' ? unlisted.get(name.toLowerCase()) : undefined;
  const kind = kinds.get(chosen) ?? own ?? 'fade';
  if (own === undefined && name !== '' && !same.has(chosen)) {
    notes.add('transition-unsupported', { details: chosen === '' ? name : chosen });
  }
  return { kind, durationMs: held(Math.round(transition_duration), 0, 5000) };
}
