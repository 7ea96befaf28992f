import { expect, test, vi } from 'vitest';
import { backgroundKeySchema, type KeyStanding } from '../shared/background-keys.js';
import { BackgroundKeys } from './background-keys.js';

const live = { hotkey: 'Ctrl+Shift+KeyL', accelerator: 'Control+Shift+L' };
const mute = { hotkey: 'F9', accelerator: 'F9' };

function bench({ isPossible = true } = {}) {
  const held = new Map<string, () => void>();
  const others = new Set<string>();
  const told = {
    pressed: vi.fn<(hotkey: string) => void>(),
    standings: vi.fn<(all: readonly KeyStanding[]) => void>(),
  };
  let isFocused = true;
  const keys = new BackgroundKeys({
    register: (accelerator, pressed) => {
      if (accelerator === 'F24') throw new TypeError('no such key');
      if (others.has(accelerator)) return false;
      held.set(accelerator, pressed);
      return true;
    },
    unregister: (accelerator) => void held.delete(accelerator),
    isFocused: () => isFocused,
    isPossible,
    onPressed: told.pressed,
    onStandings: told.standings,
  });
  const focus = (is: boolean) => {
    isFocused = is;
    keys.followFocus();
  };
  return { keys, held, others, told, focus };
}

test('holds the keys only while another program has the focus', () => {
  const { keys, held, told, focus } = bench();
  expect(keys.set([live, mute])).toEqual([
    { hotkey: live.hotkey, standing: 'on' },
    { hotkey: mute.hotkey, standing: 'on' },
  ]);
  expect([...held.keys()]).toEqual([]);
  focus(false);
  expect([...held.keys()]).toEqual(['Control+Shift+L', 'F9']);
  held.get('F9')?.();
  expect(told.pressed).toHaveBeenCalledExactlyOnceWith('F9');
  keys.set([live]);
  expect([...held.keys()]).toEqual(['Control+Shift+L']);
  focus(true);
  expect([...held.keys()]).toEqual([]);
  expect(told.standings).not.toHaveBeenCalled();
});

test('says which keys another program has, also when that one came later', () => {
  const { keys, others, told, focus } = bench();
  others.add('F9');
  const [, taken] = keys.set([live, mute]);
  expect(taken).toEqual({ hotkey: 'F9', standing: 'taken' });
  others.clear();
  others.add('Control+Shift+L');
  focus(false);
  expect(told.standings).toHaveBeenCalledExactlyOnceWith([
    { hotkey: live.hotkey, standing: 'taken' },
    { hotkey: 'F9', standing: 'on' },
  ]);
});

test('says what this desktop cannot do', () => {
  const none = bench({ isPossible: false });
  expect(none.keys.set([mute])).toEqual([{ hotkey: 'F9', standing: 'impossible' }]);
  expect(none.held.size).toBe(0);
  const unknown = { hotkey: 'F24', accelerator: 'F24' };
  expect(bench().keys.set([unknown])).toEqual([{ hotkey: 'F24', standing: 'impossible' }]);
});

test('takes no key that types', () => {
  const takes = (accelerator: string) => backgroundKeySchema.safeParse({ hotkey: 'x', accelerator }).success;
  expect(['Control+Shift+L', 'F13', 'Alt+num7', 'Super+PageUp', 'Shift+F1'].map(takes)).toEqual(Array(5).fill(true));
  const refused = [
    'L',
    'Space',
    'num7',
    'MediaPlayPause',
    'Control+',
    'Control+L+M',
    'F25',
    'Control+l',
    '',
    'Control+Shift',
  ];
  expect(refused.map(takes)).toEqual(refused.map(() => false));
});
