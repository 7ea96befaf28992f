import type { ImportNotes } from './import-notes.js';
import { obsKeysSchema, type ObsKey, type ObsSource } from './obs-schema.js';

const selectScene = 'OBSBasic.SelectScene';
/** So many hotkeys of a source are looked at. */
const maxHotkeys = 500;

/** The hotkey that shows a scene, as KeyboardEvent.code with modifiers before it; null: none that there is here. What else it has is noted. */
export function mapHotkey(scene: ObsSource, notes: ImportNotes): string | null {
  let hotkey: string | null = null;
  for (const key of keysOf(scene.hotkeys[selectScene])) {
    const code = codeOf(key.key);
    if (hotkey === null && code !== null) hotkey = withModifiers(key, code);
    else {
      const details = withModifiers(key, key.key.replace('OBS_KEY_', ''));
      notes.add('hotkey-unsupported', { scene: scene.name, details });
    }
  }
  for (const details of otherHotkeys(scene)) notes.add('hotkey-unsupported', { scene: scene.name, details });
  return hotkey;
}

/** Sources have no hotkeys here (mute, push to talk, restart …): a note for each that has keys. */
export function noteHotkeys(source: ObsSource, notes: ImportNotes): void {
  for (const details of otherHotkeys(source)) notes.add('hotkey-unsupported', { source: source.name, details });
}

/** Names of those that have keys and do not show a scene. */
function otherHotkeys({ hotkeys }: ObsSource): string[] {
  const entries = Object.entries(hotkeys).slice(0, maxHotkeys);
  return entries.flatMap(([name, keys]) => (name !== selectScene && keysOf(keys).length > 0 ? name : []));
}

function keysOf(value: unknown): ObsKey[] {
  const keys = obsKeysSchema.parse(value ?? []);
  return keys.filter((key) => key !== null).filter(({ key }) => key !== '' && key !== 'OBS_KEY_NONE');
}

function withModifiers({ control, alt, shift, command }: ObsKey, code: string): string {
  const modifiers = [control && 'Ctrl', alt && 'Alt', shift && 'Shift', command && 'Meta'];
  return [...modifiers.filter((modifier) => modifier !== false), code].join('+');
}

/** `OBS_KEY_F1`, `OBS_KEY_A`, `OBS_KEY_1`, `OBS_KEY_NUM1` as a browser calls them. */
function codeOf(name: string): string | null {
  const [, key] = /^OBS_KEY_(F\d{1,2}|[A-Z]|\d|NUM\d)$/.exec(name) ?? [];
  if (key === undefined) return null;
  if (/^NUM\d$/.test(key)) return `Numpad${key.slice(3)}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return /^[A-Z]$/.test(key) ? `Key${key}` : key;
}
