import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactKey } from './redact-key.js';
import { isRefusal, refusalOf, statusWords } from './refusal.js';

const key = 'live_4711_AbCdEfGh?token=s3cr3t-value';

test.each([
  ['NetStream.Publish.BadName', '', 'relay.already-live'],
  ['NetStream.Publish.BadName', 'Already publishing', 'relay.already-live'],
  ['NetStream.Publish.BadName', 'Stream already publishing', 'relay.already-live'],
  ['NetStream.Publish.BadName', 'Stream key already in use', 'relay.already-live'],
  ['NetStream.Publish.BadName', 'Invalid stream key', 'relay.bad-key'],
  ['NetStream.publish.Unauthorized', 'Authorization required.', 'relay.bad-key'],
  ['NetStream.Publish.Denied', '', 'relay.bad-key'],
  ['NetConnection.Connect.Rejected', 'Authorized key is too old', 'relay.bad-key'],
  ['NetConnection.Connect.Rejected', '', 'relay.refused'],
  ['NetConnection.Connect.InvalidApp', '', 'relay.invalid'],
  ['NetStream.Publish.Failed', 'Initialization failed', 'relay.refused'],
  ['NetStream.Publish.Rejected', 'Bitrate exceeds 6000 kbps', 'relay.bitrate'],
  ['NetStream.Publish.Rejected', 'Unsupported codec hevc', 'relay.unsupported'],
  ['NetConnection.Connect.Closed', '', 'relay.closed'],
])('%s "%s" is %s', (code, description, expected) => {
  const words = { level: 'error', code, description };
  expect(isRefusal({ ...words, level: '' })).toBe(true);
  const error = refusalOf(words, key);
  expect(error.code).toBe(expected);
  expect(error.details).toMatchObject({ said: description === '' ? code : description, status: code });
});

test('what tells of nothing bad is no refusal', () => {
  for (const code of ['NetStream.Publish.Start', 'NetStream.Data.Start', 'NetConnection.Connect.Success', '']) {
    expect(isRefusal({ level: 'status', code, description: 'Bad news' })).toBe(false);
  }
});

test('an information object that is none has no words', () => {
  expect(statusWords(null)).toEqual({ level: '', code: '', description: '' });
  expect(statusWords(new Map([['code', 7]]))).toEqual({ level: '', code: '', description: '' });
});

test('the key and its longer pieces are taken out of what the service says', () => {
  const words = { level: 'error', code: 'NetStream.Publish.BadName', description: `Stream ${key} not found` };
  expect(refusalOf(words, key).details['said']).toBe('Stream … not found');
  expect(redactKey('no stream LIVE_4711_abcdefgh here', key)).toBe('no stream … here');
  expect(redactKey('token s3cr3t-value', key)).not.toContain('s3cr3t');
  expect(redactKey('Already publishing', key)).toBe('Already publishing');
  expect(redactKey('ab is taken', 'ab')).toBe('… is taken');
});

test('no piece of six characters of the key is left, wherever it stands', () => {
  const chars = fc.string({ unit: fc.constantFrom('a', 'b', 'C', '-', '1'), minLength: 6, maxLength: 20 });
  fc.assert(
    fc.property(chars, fc.string(), fc.string(), fc.nat(), fc.nat(20), (secret, before, after, at, length) => {
      const start = at % secret.length;
      const clean = redactKey(`${before}${secret.slice(start, start + length)}${after}`, secret);
      for (let offset = 0; offset + 6 <= secret.length; offset += 1) {
        expect(clean).not.toContain(secret.slice(offset, offset + 6));
      }
    }),
  );
});

test('control characters and long speeches are cut', () => {
  const said = String(
    refusalOf({ level: 'error', code: 'X\u001b[31m', description: `a\r\n\u0007b ${'y'.repeat(400)}` }, key).details[
      'said'
    ],
  );
  expect(said).toMatch(/^a b y+$/);
  expect(said.length).toBe(200);
});
