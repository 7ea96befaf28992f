import { expect, test } from 'vitest';
import { embedCode } from './embed-code.js';

test('a hostile title stays text in the embed code', () => {
  expect(embedCode('https://a.example/b/index.html?x=1&y=2', '"><script>alert(1)</script>')).not.toMatch(
    /<script|x=1&y/,
  );
});
