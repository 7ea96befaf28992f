import { expect, test } from 'vitest';
import { hotkeyOf, hotkeyText, sceneOfHotkey } from './hotkey.js';

const press = (code: string, held: Partial<Parameters<typeof hotkeyOf>[0]> = {}) =>
  hotkeyOf({ code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held });

test('a key is kept with what was held, and shown as people say it', () => {
  expect(press('Digit1', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Digit1');
  expect(press('ControlLeft', { ctrlKey: true })).toBeNull();
  expect(hotkeyText('Ctrl+Shift+Digit1')).toBe('Ctrl Shift 1');
  expect(hotkeyText('KeyB')).toBe('B');
  expect(hotkeyText('F5')).toBe('F5');
});

test('a scene comes by its own key, or by its place; one with its own key by that alone', () => {
  const scenes = [
    { id: 'a', hotkey: null },
    { id: 'b', hotkey: 'KeyB' },
    { id: 'c', hotkey: 'Digit1' },
  ];
  expect(sceneOfHotkey(scenes, 'KeyB')).toBe('b');
  expect(sceneOfHotkey(scenes, 'Digit1')).toBe('c');
  expect(sceneOfHotkey(scenes, 'Digit2')).toBeNull();
  expect(sceneOfHotkey(scenes.slice(0, 2), 'Digit1')).toBe('a');
  expect(sceneOfHotkey(scenes, 'Ctrl+Digit1')).toBeNull();
});
