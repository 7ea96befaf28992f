import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorCodes } from '../../shared/errors.js';
import { reasonCodes } from '../../shared/reasons.js';
import { mediaReasonCodes } from '../media/media-reasons.js';
import { studioErrorCodes } from '../stores/studio-error.js';
import { wordsFor } from './words.js';

const codes = [...errorCodes, ...reasonCodes, ...studioErrorCodes, ...mediaReasonCodes];

test.each(codes)('%s says what happened and what to do', (code) => {
  const { title, action } = wordsFor(code);
  expect(title).not.toContain(code);
  expect(title.length).toBeGreaterThan(8);
  expect(action).toMatch(/\w\.$/);
  expect(`${title} ${action}`).not.toMatch(/undefined|null|NaN|\(\)| {2}/);
});

test('no two codes share their words', () => {
  expect(new Set(codes.map((code) => wordsFor(code).title)).size).toBe(codes.length);
});

test('whatever the details are, the words stay words', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.string({ minLength: 500 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.dictionary(fc.constantFrom('port', 'codec', 'reason', 'field'), value),
      (code, details) => {
        const { title, action } = wordsFor(code, details);
        expect(`${title}${action}`).not.toContain('undefined');
        expect(title.length).toBeLessThan(500);
      },
    ),
  );
});

test('facts are filled in; a code of a newer engine is shown', () => {
  expect(wordsFor('ingest.port-moved', { wantedPort: 1935, port: 1936 }).title).toBe(
    'Port 1935 was busy, so encoders use 1936',
  );
  expect(wordsFor('ingest.gop-too-long', { gopSeconds: 8.333 }).title).toContain('8.3 s');
  expect(wordsFor('toString').title).toContain('toString');
});

test('what went wrong with a relay names it where it is one of many', () => {
  expect(wordsFor('relay.bad-key', { name: 'Twitch' }).title).toBe('Twitch: The service does not take this stream key');
  expect(wordsFor('relay.unreachable', { host: 'live.example', why: 'dns' }).title).toBe(
    'The service cannot be reached (live.example): its name is not known',
  );
});

test('an encode that fails: of which relay, and nothing of what becomes of it; figures in the unit that suits them', () => {
  const { title, action } = wordsFor('relay.encode-failing', { name: 'LinkedIn', failures: 4 });
  expect(title).toBe('LinkedIn: The encode for this relay fails (4 times in a row)');
  expect(action).not.toMatch(/again/);
  expect(wordsFor('relay.sound-bitrate-too-high', { limit: 128_000 }).title).toContain('(128 kb/s)');
  expect(wordsFor('relay.unsupported', { why: 'no-srt-in-ffmpeg' }).action).toContain('libsrt');
});
