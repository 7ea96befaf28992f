/** Keys that alone are no hotkey. */
const modifiers = /^(?:Control|Shift|Alt|Meta|OS)/;

/** A key as scenes keep it (`Ctrl+Shift+Digit1`); null for a modifier alone. */
export function hotkeyOf(event: {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}): string | null {
  if (event.code === '' || modifiers.test(event.code)) return null;
  const held = [
    event.ctrlKey && 'Ctrl',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.metaKey && 'Meta',
  ].filter((name) => name !== false);
  return [...held, event.code].join('+');
}

/** As it is shown: `Ctrl Shift 1`. */
export function hotkeyText(hotkey: string): string {
  return hotkey
    .split('+')
    .map((part) => part.replace(/^(?:Digit|Key)(?=.$)/, '').replace(/^Numpad/, 'Numpad '))
    .join(' ');
}

/** The scene that a key shows: one it was given to, else by its digit. Null: none. */
export function sceneOfHotkey(
  scenes: readonly { readonly id: string; readonly hotkey: string | null }[],
  hotkey: string,
): string | null {
  const own = scenes.find((scene) => scene.hotkey === hotkey);
  if (own !== undefined) return own.id;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(hotkey)?.[1];
  const scene = digit === undefined ? undefined : scenes[Number(digit) - 1];
  // one with a key of its own is not shown by another one
  return scene?.hotkey === null ? scene.id : null;
}
