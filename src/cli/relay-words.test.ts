import { expect, it } from 'vitest';
import { errorCodes } from '../shared/errors.js';
import { relayTestLines } from './relay-lines.js';
import { wordsFor } from './words.js';

const codes = errorCodes.filter((code) => code.startsWith('relay.'));

it.each(codes)('%s: the name once, before what happened, and no promise to try again', (code) => {
  const words = wordsFor(code, { name: 'Mine' });
  expect(words).toBe(`Mine: ${wordsFor(code)}`);
  expect(words).not.toContain('again by itself');
});

it('an encode that fails: the relay by name, and nothing of what becomes of it', () => {
  expect(wordsFor('relay.encode-failing', { name: 'Mine', failures: 4 })).toBe(
    'Mine: The encode for this relay fails (4 times in a row). Choose a rung for it, or send what the service takes.',
  );
  expect(wordsFor('relay.encode-failing', { name: null, failures: 1 })).toMatch(
    /^The encode for this relay fails \(once\)\./,
  );
  expect(wordsFor('relay.encode-failing', { failures: null })).toMatch(/^The encode for this relay fails\. /);
});

it('a service that cannot be reached: why, as far as it is known', () => {
  const words = (why: string | null) => wordsFor('relay.unreachable', { host: 'live.example', why });
  expect(words('dns')).toMatch(/^The service cannot be reached \(live\.example\): its name is not known\. Check/);
  expect(words('refused')).toContain('(live.example): nobody answers at that port. Check');
  expect(words('timeout')).toContain('(live.example): it does not answer in time. Check');
  expect(words('network')).toContain('(live.example). Check');
});

it('figures in the unit that suits them, and an ffmpeg without SRT', () => {
  expect(wordsFor('relay.sound-bitrate-too-high', { bitrate: 160_000, limit: 128_000 })).toContain(
    '(160 kb/s) is above what the service takes (128 kb/s)',
  );
  expect(wordsFor('relay.unsupported', { why: 'no-srt-in-ffmpeg' })).toContain('built with libsrt');
  expect(wordsFor('relay.unsupported', { codec: 'av1' })).toContain('(av1). Send H.264');
});

it('a test by SRT speaks of SRT', () => {
  const facts = { status: 'ok', reason: null, steps: [{ name: 'handshake', status: 'ok', durationMs: 3 }] } as const;
  const lines = (service: 'srt' | 'rtmp') => relayTestLines({ ...facts, steps: [...facts.steps] }, true, service);
  expect([lines('srt')[0], lines('rtmp')[0]]).toEqual(['✓ it speaks SRT (3 ms)', '✓ it speaks RTMP (3 ms)']);
});

it('says which relays there are', () => {
  expect(wordsFor('relay.not-found', { name: 'Tea', known: '"One", "Two"' })).toBe(
    'Tea: There is no such relay. Known are: "One", "Two".',
  );
});
