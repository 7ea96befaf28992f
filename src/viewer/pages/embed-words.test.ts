import fc from 'fast-check';
import { expect, it } from 'vitest';
import { embedCode } from './embed-words.js';

it('lets no title and no address out of the attribute they stand in', () => {
  expect(embedCode('https://x.example/a%20b/embed.html', 'Show')).toBe(
    '<iframe src="https://x.example/a%20b/embed.html" width="640" height="360" title="Show" style="border:0" ' +
      'allow="fullscreen; picture-in-picture" allowfullscreen></iframe>',
  );
  const skeleton = (html: string): string => html.replace(/[^<>"]/g, '');
  const nasty = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'a', ' ', '\n') });
  fc.assert(
    fc.property(nasty, nasty, (url, title) => {
      expect(skeleton(embedCode(url, title))).toBe(skeleton(embedCode('', '')));
    }),
  );
});
