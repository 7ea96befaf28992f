import { describe, expect, it } from 'vitest';
import { errorCodes } from '../shared/errors.js';
import { reasonCodes } from '../shared/reasons.js';
import type { LockedReason } from '../engine/secrets/secrets-locked.js';
import { hideSecrets, wordsFor } from './words.js';

describe('wordsFor', () => {
  it.each([...errorCodes, ...reasonCodes])('has a sentence for %s', (code) => {
    const words = wordsFor(code);
    expect(words).not.toContain(code);
    expect(words).not.toMatch(/undefined|null|\(\)| {2}/);
    expect(words).toMatch(/^[A-Za-z].{20,}\.$/);
  });

  it('fills in facts, without secrets', () => {
    expect(wordsFor('ingest.codec-unsupported', { codec: 'hevc' })).toContain('(hevc)');
    expect(wordsFor('ingest.source-unreadable', { reason: 'rtsp://ann:pw@cam/1 refused' })).not.toContain('pw');
  });

  it('says why nothing was recorded', () => {
    const words = wordsFor('recording.empty', { why: 'ffmpeg.failed', tail: 'first\nlast words' });
    expect(words).toMatch(/^Nothing was recorded.*ffmpeg.*\(last words\)/);
    expect(wordsFor('recording.empty', { why: 'recording.empty' })).toMatch(/^Nothing was recorded[^.]*\.$/);
  });

  it('says what to do about keys that cannot be opened, for every reason', () => {
    const sentences = (
      [
        'no-passphrase',
        'no-keychain',
        'keychain-refused',
        'no-key-file',
        'key-file-damaged',
        'wrong-key',
        'damaged',
        'unreadable',
      ] satisfies LockedReason[]
    ).map((why) => wordsFor('secrets.locked', { why }));
    expect(new Set([...sentences, wordsFor('secrets.locked', { why: 'constructor' })]).size).toBe(9);
  });

  it('names destinations and what is wrong with them', () => {
    expect(wordsFor('destination.not-found', { name: 'Tea', known: '"Main", "Spare"' })).toContain(
      '"Tea". Known are: "Main"',
    );
    expect(wordsFor('destination.no-credentials', { name: 'Main' })).toContain('keys of "Main" are');
    expect(wordsFor('publish.clock-skew', { skewMs: -930_000 })).toContain('(by 16 min)');
  });

  it('shows an unknown code itself', () => {
    expect(wordsFor('future.code')).toContain('future.code');
    expect(wordsFor('constructor')).toContain('constructor');
  });
});

describe('hideSecrets', () => {
  it.each([
    ['rtsp://ann:secret@cam.local/1', 'rtsp://…@cam.local/1'],
    ['srt://h:9000?mode=caller&passphrase=secret', 'srt://h:9000?mode=…&passphrase=…'],
    ['rtmp://live.example/app/secret failed', 'rtmp://live.example/app/… failed'],
    ['no address here', 'no address here'],
  ])('%s', (text, hidden) => {
    expect(hideSecrets(text)).toBe(hidden);
  });
});
