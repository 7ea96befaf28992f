import { expect, test } from 'vitest';
import { pickedInPortal } from './portal-source.js';

const picked = { id: 'screen:3:0', display_id: '' };
const screen = { id: 'screen:409:0', display_id: '0' };
const window = { id: 'window:14680067:1', display_id: '' };

test('one source that nobody else can name was picked by somebody', () => {
  expect(pickedInPortal([picked])).toBe(picked);
});

test('a closed dialog picked none, and a list of what there is picks nothing', () => {
  expect(pickedInPortal([])).toBeNull();
  expect(pickedInPortal([screen])).toBeNull();
  expect(pickedInPortal([screen, window])).toBeNull();
  expect(pickedInPortal([window, window])).toBeNull();
});
