import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkAmong, placeOf, takesLinks } from './deep-link.js';

test.each([
  ['headwater://studio', { page: 'studio', part: null }],
  ['headwater://studio/', { page: 'studio', part: null }],
  ['HEADWATER://Live', { page: 'encoder', part: null }],
  ['headwater://library', { page: 'library', part: null }],
  ['headwater://library/0b9e-41', { page: 'library', part: '0b9e-41' }],
  ['headwater://settings/hotkeys', { page: 'settings', part: 'hotkeys' }],
])('%s is a place', (link, place) => {
  expect(placeOf(link)).toEqual(place);
});

test.each([
  '',
  'headwater:',
  'headwater://',
  'headwater:studio',
  'headwater://golive',
  'headwater://live/start',
  'headwater://studio/x',
  'headwater://studio?x=1',
  'headwater://studio#x',
  'headwater://studio\n',
  'headwater://user@studio',
  'headwater://studio:80',
  'headwater://library/../settings',
  'headwater://library/%2e%2e',
  'headwater://library/a/b',
  `headwater://library/${'a'.repeat(65)}`,
  'headwater://settings/destinations/new',
  'headwater://settings/constructor',
  'headwater://settings/secrets',
  ' headwater://studio',
  'https://studio',
  'file:///etc/passwd',
  'javascript:alert(1)',
])('%j is none', (link) => {
  expect(placeOf(link)).toBeNull();
});

test('whatever is in a link, it names a page and at most one plain word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const place = placeOf(`headwater://library/${text}`);
      expect(place === null || /^[a-z0-9-]*$/i.test(place.part ?? '')).toBe(true);
    }),
  );
});

test('is found among the arguments of a start', () => {
  expect(linkAmong(['electron', '.', '--flag', 'Headwater://library', 'headwater://studio'])).toBe(
    'Headwater://library',
  );
  expect(linkAmong(['electron', '.', '--x=headwater://studio'])).toBeNull();
});

test('only an installed app makes itself the one that opens links: neither a bare Electron nor the portable program', () => {
  expect(takesLinks(true, {})).toBe(true);
  expect(takesLinks(false, {})).toBe(false);
  expect(takesLinks(true, { PORTABLE_EXECUTABLE_DIR: 'D:\\Programs' })).toBe(false);
});
