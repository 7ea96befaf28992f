import { expect, test } from 'vitest';
import { studioInputId } from '../../shared/feed.js';
import { sourceReason } from './source-reason.js';

test('the studio is not told to start streaming in an encoder', () => {
  const studio = { kind: 'encoder', inputId: studioInputId, label: 'This studio' } as const;
  const encoder = { kind: 'encoder', inputId: 'input-1', label: 'OBS' } as const;
  for (const what of ['waiting', 'lost', 'back', 'windowClosed'] as const) {
    const codes = [studio, encoder].map((programme) => sourceReason(programme, what).code);
    expect(new Set(codes).size).toBe(2);
    expect(codes[0]).toMatch(/studio/);
  }
  expect(sourceReason(studio, 'lost', { seconds: 60 })).toEqual({
    code: 'ingest.studio-lost',
    details: { seconds: 60 },
  });
});
