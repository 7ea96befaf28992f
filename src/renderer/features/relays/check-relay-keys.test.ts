import { expect, test } from 'vitest';
import type { RelaySecret } from './check-relay-draft.js';
import { checkTypedKeys, type KeyCircumstances } from './check-relay-keys.js';
import { samplePreset } from './sample-preset.test-support.js';

const twitch = samplePreset('twitch');
const srt = samplePreset('srt');

function check(typed: Partial<Record<RelaySecret, string>>, how: Partial<KeyCircumstances> = {}) {
  const all = { preset: twitch, isKept: false, hasBackup: false, removed: new Set<RelaySecret>(), ...how };
  return checkTypedKeys((name) => typed[name] ?? '', all);
}

test('a new relay needs its key, an SRT server may do without', () => {
  expect(check({})).toEqual({ isValid: false, problems: { key: 'Enter the stream key.' } });
  expect(check({ key: ' live_1 ' })).toEqual({
    isValid: true,
    keys: { key: 'live_1', backupKey: null, passphrase: null },
  });
  expect(check({}, { preset: srt })).toMatchObject({ isValid: true, keys: { key: null, passphrase: null } });
});

test('what is stored stays unless another one is typed, or it is removed', () => {
  expect(check({}, { isKept: true, hasBackup: true })).toEqual({ isValid: true, keys: { passphrase: null } });
  expect(check({ key: 'new' }, { isKept: true, hasBackup: true })).toMatchObject({ keys: { key: 'new' } });
  const removed = new Set<RelaySecret>(['backupKey']);
  expect(check({}, { isKept: true, hasBackup: true, removed })).toMatchObject({ keys: { backupKey: null } });
});

test('secrets that the form does not ask for are forgotten: no backup has no key, only SRT has a passphrase', () => {
  const typed = { key: 'a', backupKey: 'b', passphrase: 'long enough' };
  expect(check(typed)).toMatchObject({ keys: { key: 'a', backupKey: null, passphrase: null } });
  expect(check(typed, { preset: srt, hasBackup: true })).toMatchObject({ keys: typed });
});

test('a secret that cannot be one is told, and not repeated', () => {
  expect(check({ key: 'two words' })).toMatchObject({ problems: { key: expect.not.stringContaining('two words') } });
  expect(check({ key: 'rtmp://a.example/live/hush' })).toMatchObject({
    problems: { key: expect.stringMatching(/^This is a whole address/) },
  });
  expect(check({ passphrase: 'hush' }, { preset: srt })).toMatchObject({
    problems: { passphrase: 'A passphrase has 10 to 79 plain characters.' },
  });
});
