import { expect, test } from 'vitest';
import { hotkeyOwner } from './hotkey-owner.js';

const none = {
  goLive: null,
  record: null,
  pause: null,
  clip: null,
  clip60: null,
  clip120: null,
  take: null,
  muteMaster: null,
  muteMicrophones: null,
};
const scenes = [
  { id: 'a', name: 'Main', hotkey: null },
  { id: 'b', name: 'Break', hotkey: 'F9' },
];
const inUse = { hotkeys: { ...none, clip: 'F8' }, scenes };
const clip = { action: 'clip' } as const;
const pause = { action: 'pause' } as const;

test('a key that something else has is told, its own one is not', () => {
  expect(hotkeyOwner('F8', inUse, pause)).toBe('Clip that: the last 30 seconds');
  expect(hotkeyOwner('F8', inUse, { sceneId: 'a' })).toBe('Clip that: the last 30 seconds');
  expect(hotkeyOwner('F8', inUse, { action: 'clip60' })).toBe('Clip that: the last 30 seconds');
  expect(hotkeyOwner('F8', inUse, clip)).toBeNull();
  expect(hotkeyOwner('F9', inUse, pause)).toBe('Show “Break”');
  expect(hotkeyOwner('F9', inUse, { sceneId: 'b' })).toBeNull();
  expect(hotkeyOwner('F10', inUse, pause)).toBeNull();
});

test('an action does not take the number of a scene; a scene may, and a scene with a key of its own has no number', () => {
  expect(hotkeyOwner('Digit1', inUse, pause)).toBe('“Main”, as scene 1');
  expect(hotkeyOwner('Digit1', inUse, { sceneId: 'b' })).toBeNull();
  expect([hotkeyOwner('Digit2', inUse, pause), hotkeyOwner('Digit3', inUse, pause)]).toEqual([null, null]);
  expect(hotkeyOwner('Ctrl+Digit1', inUse, pause)).toBeNull();
});

test('keys of the browser, of editing and of moving about are nobody’s', () => {
  const taken = ['Ctrl+KeyZ', 'Ctrl+Shift+KeyZ', 'Meta+KeyC', 'Ctrl+KeyK', 'Ctrl+KeyW', 'Meta+KeyQ', 'F5', 'Enter'];
  for (const hotkey of [...taken, 'Shift+ArrowUp', 'Space', 'Escape', 'Ctrl+Shift+BracketLeft'])
    expect(hotkeyOwner(hotkey, inUse, pause), hotkey).not.toBeNull();
  for (const hotkey of ['Ctrl+Shift+KeyL', 'Ctrl+Enter', 'KeyZ', 'Alt+ArrowUp', 'F13', 'Numpad7'])
    expect(hotkeyOwner(hotkey, inUse, pause), hotkey).toBeNull();
});
