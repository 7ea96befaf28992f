import { expect, test } from 'vitest';
import { appPageUrl, enginePortOf, isAppPage } from './app-page.js';

test.each(['app://studio', 'app://studio/', 'app://studio/?engine=8089#/library', 'app://studio/assets/a.js'])(
  '%s is the page of the app',
  (url) => expect(isAppPage(url)).toBe(true),
);

test.each([
  undefined,
  '',
  'nonsense',
  'app:studio',
  'app://other/',
  'app://studio.evil/',
  'app://studio:80/',
  'app://user@studio/',
  'app://user:studio@studio/',
  'http://studio/',
  'https://app//studio/',
  'about:blank',
  'data:text/html,app://studio/',
  'file:///etc/passwd',
  'blob:app://studio/x',
])('%s is not', (url) => expect(isAppPage(url)).toBe(false));

test('its address tells the engine’s port', () => {
  expect(enginePortOf(new URL(appPageUrl(8089)).search)).toBe(8089);
  for (const search of [
    '',
    '?engine=',
    '?engine=0',
    '?engine=70000',
    '?engine=1.5',
    '?engine=1@evil.example',
    '?x=1',
  ]) {
    expect(enginePortOf(search)).toBeNull();
  }
});
