import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectUrl } from './object-url.js';

const root = 'https://cdn.example.com/bucket';

describe('objectUrl', () => {
  test.each([
    ['b/1/index.html', 'b/1/index.html'],
    ['my show/a+b.m4s', 'my%20show/a%2Bb.m4s'],
    ['50%#1?x=1&y', '50%25%231%3Fx%3D1%26y'],
    ['Straße/日本', 'Stra%C3%9Fe/%E6%97%A5%E6%9C%AC'],
    ["it's (new)!*", 'it%27s%20%28new%29%21%2A'],
  ])('%s', (key, path) => {
    expect(objectUrl(root, key)).toBe(`${root}/${path}`);
  });

  test('a URL parser finds the key again, whatever is in it', () => {
    const folder = fc
      .string({ unit: 'grapheme', minLength: 1 })
      // clients resolve these away; a prefix cannot hold them
      .filter((text) => text !== '.' && text !== '..' && !text.includes('/'));
    const key = fc.array(folder, { minLength: 1, maxLength: 4 }).map((folders) => folders.join('/'));
    fc.assert(
      fc.property(key, (text) => {
        const { pathname, search, hash } = new URL(objectUrl(root, text));
        expect([search, hash]).toEqual(['', '']);
        expect(pathname.slice('/bucket/'.length).split('/').map(decodeURIComponent).join('/')).toBe(text);
      }),
    );
  });
});
