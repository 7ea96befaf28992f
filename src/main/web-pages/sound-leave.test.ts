import { expect, test } from 'vitest';
import { SoundLeave, type SoundAsked } from './sound-leave.js';

const studio: SoundAsked = { permission: 'media', origin: 'app://studio/', media: [] };

function begin() {
  const clock = { ms: 5_000 };
  return { clock, leave: new SoundLeave(() => clock.ms) };
}

test('the studio takes it once, after it was given an id', () => {
  const { leave } = begin();
  expect(leave.take(studio)).toBe(false);
  leave.give();
  expect([leave.take(studio), leave.take(studio)]).toEqual([true, false]);
});

test('as newer Electron asks, too', () => {
  const { leave } = begin();
  leave.give();
  expect(leave.take({ ...studio, permission: 'display-capture', media: ['audio'] })).toBe(true);
});

test('an id that nobody came with is forgotten after ten seconds', () => {
  const { leave, clock } = begin();
  leave.give();
  clock.ms += 10_000;
  expect(leave.take(studio)).toBe(false);
});

test.each<[string, Partial<SoundAsked>]>([
  ['the page itself', { origin: 'https://alerts.example/' }],
  ['nobody', { origin: undefined }],
  ['another of our scheme', { origin: 'app://other/' }],
  ['a picture', { media: ['audio', 'video'] }],
  ['something else', { permission: 'geolocation' }],
])('not for %s, and that takes nothing from the studio', (_who, asked) => {
  const { leave } = begin();
  leave.give();
  expect(leave.take({ ...studio, ...asked })).toBe(false);
  expect(leave.take(studio)).toBe(true);
});
