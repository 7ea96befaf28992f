import { expect, test } from 'vitest';
import { engineOrigin } from './engine-origin.js';

test('a page in a browser has it for its server, whatever its address says', () => {
  expect(engineOrigin({ origin: 'http://127.0.0.1:8089', search: '' })).toBe('http://127.0.0.1:8089');
  expect(engineOrigin({ origin: 'http://127.0.0.1:8089', search: '?engine=1' })).toBe('http://127.0.0.1:8089');
});

test('the page of the desktop app is told its port', () => {
  expect(engineOrigin({ origin: 'app://studio', search: '?engine=8090' })).toBe('http://127.0.0.1:8090');
});
