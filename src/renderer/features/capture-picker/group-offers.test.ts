import { expect, test } from 'vitest';
import type { CaptureOffer } from '../../../shared/host-capture.js';
import { groupOffers } from './group-offers.js';

const offer = (kind: CaptureOffer['kind'], name: string, isOwn = false): CaptureOffer => ({
  id: `${kind}:${name}`,
  kind,
  name,
  thumbnail: null,
  icon: null,
  size: null,
  isOwn,
});
const all = [
  offer('window', 'Headwater', true),
  offer('screen', 'Screen 1'),
  offer('window', 'README.md — Editor'),
  offer('screen', 'Screen 2'),
  offer('window', 'Terminal'),
];
const names = (first: CaptureOffer['kind'], typed = '') =>
  groupOffers(all, { first, typed }).map(({ kind, offers }) => [kind, ...offers.map(({ name }) => name)]);

test('screens and windows by themselves, and the studio’s own window last', () => {
  const screens = ['screen', 'Screen 1', 'Screen 2'];
  const windows = ['window', 'README.md — Editor', 'Terminal', 'Headwater'];
  expect(names('screen')).toEqual([screens, windows]);
  expect(names('window')).toEqual([windows, screens]);
});

test('what has all the typed words is found, however they are written', () => {
  expect(names('screen', 'editor  READ')).toEqual([['window', 'README.md — Editor']]);
  expect(names('screen', 'screen 2 ')).toEqual([['screen', 'Screen 2']]);
  expect(names('screen', 'nothing')).toEqual([]);
  expect(groupOffers([], { first: 'screen', typed: '' })).toEqual([]);
});
