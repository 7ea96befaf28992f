import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicationStatusSchema, type Publication } from '../../../shared/publication.js';
import { lookOf, statusLooks, statusSentence, uploadedShare } from './publication-words.js';

const base: Publication = {
  broadcastId: '20261121-183000-k3v9x2qa',
  destinationId: 'd',
  destinationName: 'Bucket',
  status: 'live',
  reason: null,
  objects: 0,
  bytes: 0,
  backlogObjects: 0,
  backlogBytes: 0,
  retries: 0,
  lagSeconds: null,
  uploadBitrate: null,
  deferred: [],
  isVerified: false,
  cost: null,
  holder: null,
};

test('each status has a word of its own and a sentence', () => {
  const statuses = publicationStatusSchema.options;
  expect(new Set(statuses.map((status) => statusLooks[status].word)).size).toBe(statuses.length);
  for (const status of statuses) expect(statusSentence({ ...base, status })).toMatch(/^[A-Z\d].*[.…]$/);
});

test('"live" claims that viewers see it only once the link was read back', () => {
  expect(statusSentence({ ...base, isVerified: true })).toContain('Viewers see it');
  expect(statusSentence(base)).not.toContain('Viewers see it');
});

test('what is stored whole is checked, not uploaded; what viewers do not get is said', () => {
  const stored: Publication = { ...base, status: 'completing', objects: 9, bytes: 9 };
  expect([lookOf(stored).word, uploadedShare(stored)]).toEqual(['Checking the link', null]);
  expect(statusSentence(stored)).toContain('Checking the public link…');
  const refused: Publication = { ...stored, reason: { code: 'publish.not-public', details: {} } };
  expect(lookOf(refused)).toMatchObject({ word: 'Link does not work', tone: 'warn' });
  expect(statusSentence(refused)).toContain('viewers cannot read it');
  const last: Publication = { ...stored, isVerified: true };
  expect([lookOf(last), statusSentence(last)]).toEqual([
    statusLooks.completing,
    'The broadcast is over: its last playlists are on their way.',
  ]);
  expect(statusSentence({ ...stored, backlogObjects: 1, backlogBytes: 1_000 })).toContain('1 object (1 kB) to go');
});

test('the share uploaded is one, or nothing that could be said', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...publicationStatusSchema.options),
      fc.nat(),
      fc.nat(),
      (status, bytes, backlogBytes) => {
        const share = uploadedShare({ ...base, status, bytes, backlogBytes });
        if (share === null) return;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(share === 1).toBe(backlogBytes === 0);
      },
    ),
  );
});
