/** Names of keys that differ from KeyboardEvent.code. */
const named: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec',
};
const same = /^(?:F(?:[1-9]|1\d|2[0-4])|Space|Tab|Escape|Backspace|Delete|Insert|Home|End|PageUp|PageDown)$/;

/**
 * A hotkey as Electron takes it from the whole system; null: that cannot be, for another program could not be typed into, or the
 * key has no name there. `letters`: what the keyboard's layout has on each key, for the system names keys by what is on them.
 */
export function acceleratorOf(
  hotkey: string,
  platform: string,
  letters: ReadonlyMap<string, string> = new Map(),
): string | null {
  const parts = hotkey.split('+');
  const code = parts.at(-1) ?? '';
  const held = parts.slice(0, -1).map((part) => {
    if (part === 'Ctrl') return 'Control';
    if (part === 'Meta') return platform === 'darwin' ? 'Command' : 'Super';
    return part;
  });
  const key = keyOf(code, letters);
  return key === null || types(code, held, platform) ? null : [...held, key].join('+');
}

/**
 * Whether somebody types with it: a German @ is Option+L on a Mac, and AltGr+Q on Windows, where AltGr is Ctrl+Alt.
 */
function types(code: string, held: readonly string[], platform: string): boolean {
  if (/^F\d+$/.test(code)) return false;
  const others = held.filter((part) => part !== 'Shift');
  if (others.length === 0) return true;
  if (!/^(?:Key|Digit)/.test(code)) return false;
  if (platform === 'darwin') return others.every((part) => part === 'Alt');
  return platform === 'win32' && others.length === 2 && others.includes('Control') && others.includes('Alt');
}

function keyOf(code: string, letters: ReadonlyMap<string, string>): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) {
    const shown = letters.get(code)?.toUpperCase() ?? '';
    return /^[A-Z]$/.test(shown) ? shown : letter;
  }
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit !== null) return `${digit[1] === 'Numpad' ? 'num' : ''}${digit[2] ?? ''}`;
  return same.test(code) ? code : (named[code] ?? null);
}
