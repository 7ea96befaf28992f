import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tidyMessage } from './tidy-message.js';

test('keeps words, drops what looks like a key, a token or an address', () => {
  expect(tidyMessage('Your  proposed upload\nexceeds the maximum size')).toBe(
    'Your proposed upload exceeds the maximum size',
  );
  expect(tidyMessage('see https://host/a?X-Amz-Signature=abc for more')).toBe('see … for more');
  expect(tidyMessage('token FwoGZXIvYXdzEBYaDHqa0AP1wFGb+/x== expired')).toBe('token … expired');
});

test('is one short line without long words, whatever comes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600 }), (text) => {
      const tidy = tidyMessage(text);
      expect(tidy.length).toBeLessThanOrEqual(200);
      expect(tidy).not.toMatch(/[\n\r]|[A-Za-z0-9]{20}/);
    }),
  );
});
