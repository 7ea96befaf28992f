import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packSecrets, presetText, unpackSecrets } from './srt-secrets.js';

const printable = (least: number, most: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: least,
    maxLength: most,
  });

test('what is packed comes out again, and two that differ never pack alike', () => {
  const secrets = fc.record({ streamId: fc.string(), passphrase: fc.option(fc.string()) });
  fc.assert(
    fc.property(secrets, secrets, (one, other) => {
      expect(unpackSecrets(packSecrets(one))).toEqual(one);
      const isSame = one.streamId === other.streamId && one.passphrase === other.passphrase;
      expect(packSecrets(one) === packSecrets(other)).toBe(isSame);
    }),
  );
});

test('what was not packed is refused, and not repeated', () => {
  for (const key of ['', 'live_1234', '{}', '[1,2]', '["a"]', 'null']) {
    expect(() => unpackSecrets(key)).toThrow('Expected a key that SRT takes');
  }
});

test('a preset has a line of at most 999 bytes for each secret, which ffmpeg splits at the first equals sign', () => {
  fc.assert(
    fc.property(printable(0, 512), fc.option(printable(10, 79)), (streamId, passphrase) => {
      const read: Record<string, string> = {};
      for (const line of presetText({ streamId, passphrase }).split('\n').slice(0, -1)) {
        expect(line.length + 1).toBeLessThanOrEqual(999);
        const at = line.indexOf('=');
        read[line.slice(0, at)] = line.slice(at + 1);
      }
      expect(read).toEqual({
        ...(streamId === '' ? {} : { streamid: streamId }),
        ...(passphrase === null ? {} : { passphrase }),
      });
    }),
  );
});

test('what SRT does not take, or what would be another line, is refused', () => {
  expect(() => presetText({ streamId: 'a\npassphrase=b', passphrase: null })).toThrow('Expected a key');
  expect(() => presetText({ streamId: 'a'.repeat(513), passphrase: null })).toThrow('Expected a key');
  expect(() => presetText({ streamId: '', passphrase: 'short' })).toThrow('Expected a passphrase');
  expect(() => presetText({ streamId: '', passphrase: 'x'.repeat(80) })).toThrow('Expected a passphrase');
});
