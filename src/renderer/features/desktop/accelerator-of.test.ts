import { expect, test } from 'vitest';
import { backgroundKeySchema } from '../../../shared/background-keys.js';
import { acceleratorOf } from './accelerator-of.js';

test.each([
  ['Ctrl+Shift+KeyL', 'Control+Shift+L'],
  ['Alt+Digit1', 'Alt+1'],
  ['F9', 'F9'],
  ['Shift+F13', 'Shift+F13'],
  ['Ctrl+Numpad7', 'Control+num7'],
  ['Ctrl+NumpadAdd', 'Control+numadd'],
  ['Meta+ArrowUp', 'Super+Up'],
  ['Ctrl+Alt+Enter', 'Control+Alt+Return'],
])('%s is %s', (hotkey, accelerator) => {
  expect(acceleratorOf(hotkey, 'linux')).toBe(accelerator);
  expect(backgroundKeySchema.safeParse({ hotkey, accelerator }).success).toBe(true);
});

test.each(['KeyL', 'Shift+KeyL', 'Numpad7', 'Ctrl+Semicolon', 'Ctrl+', ''])('%s is none', (hotkey) => {
  expect(acceleratorOf(hotkey, 'linux')).toBeNull();
});

test('a letter is the one on that key, where the keyboard has Latin ones', () => {
  const french = new Map([['KeyQ', 'a']]);
  const russian = new Map([['KeyQ', 'й']]);
  expect(acceleratorOf('Ctrl+KeyQ', 'linux', french)).toBe('Control+A');
  expect(acceleratorOf('Ctrl+KeyQ', 'linux', russian)).toBe('Control+Q');
  expect(acceleratorOf('Meta+KeyQ', 'darwin')).toBe('Command+Q');
});

test.each([
  ['darwin', 'Alt+KeyL', null],
  ['darwin', 'Alt+Shift+Digit7', null],
  ['darwin', 'Ctrl+Alt+KeyL', 'Control+Alt+L'],
  ['darwin', 'Alt+F5', 'Alt+F5'],
  ['win32', 'Ctrl+Alt+KeyQ', null],
  ['win32', 'Ctrl+Alt+Shift+Digit7', null],
  ['win32', 'Alt+KeyQ', 'Alt+Q'],
  ['win32', 'Ctrl+Alt+Meta+KeyQ', 'Control+Alt+Super+Q'],
  ['linux', 'Ctrl+Alt+KeyQ', 'Control+Alt+Q'],
])('what types a character on some keyboard of %s is none: %s', (platform, hotkey, accelerator) => {
  expect(acceleratorOf(hotkey, platform)).toBe(accelerator);
});
