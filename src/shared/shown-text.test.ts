import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shownText } from './shown-text.js';

it('keeps every writing, and takes out what moves the cursor', () => {
  expect(shownText(' Küche 👩‍💻 שלום ')).toBe('Küche 👩‍💻 שלום');
  expect(shownText('Living\u202e\u0007\nroom\u2028\u200f')).toBe('Living   room');
});

it('never answers a control character, and changes nothing the second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
      const shown = shownText(text);
      expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(shownText(shown)).toBe(shown);
    }),
  );
});
