import { posix } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolvePublishedPath } from './published-path.js';

test('published files, folders and queries', () => {
  const file = (path: string) => ({ kind: 'file', path });
  expect(resolvePublishedPath('/live/live.m3u8')).toEqual(file('live/live.m3u8'));
  expect(resolvePublishedPath('/live/b/20261121-065300-abcdefgh/720p/17.m4s?_HLS_msn=1')).toEqual(
    file('live/b/20261121-065300-abcdefgh/720p/17.m4s'),
  );
  expect(resolvePublishedPath('/live/')).toEqual(file('live/index.html'));
  expect(resolvePublishedPath('/live')).toEqual({ kind: 'folder', path: 'live' });
  expect(resolvePublishedPath('/live/%6cive.m3u8')).toEqual(file('live/live.m3u8'));
});

test.each([
  ['/../etc/passwd', 404],
  ['/live/../../x.json', 404],
  ['/live/%2e%2e/%2e%2e/x.json', 404],
  ['/live/..%2fx.json', 404],
  ['/live/%252e%252e/x.json', 404],
  ['/live/..%5cx.json', 404],
  ['/live\\..\\x.json', 404],
  ['/live/x.json%00.html', 404],
  ['/live/%c0%ae%c0%ae/x.json', 400],
  ['/live/%zz.json', 400],
  ['/live/%', 400],
  ['http://evil.example/live/live.m3u8', 400],
  ['//evil.example/live.m3u8', 404],
  ['*', 400],
  ['', 400],
  [`/${'a'.repeat(3000)}.json`, 400],
  ['/live/.hidden.json', 404],
  ['/.git/config.json', 404],
  ['/live/b/x/720p/17.m4s.open', 404],
  ['/live/live.m3u8.tmp', 404],
  ['/headwater.sqlite', 404],
  ['/headwater.sqlite-wal', 404],
  ['/live/live.m3u8::$DATA', 404],
  ['/live/con.json', 404],
  ['/live/NUL.m3u8', 404],
  ['/C:/x.json', 404],
  ['/live//live.m3u8', 404],
  ['/live/live.m3u8.', 404],
])('refuses %j', (target, status) => {
  expect(resolvePublishedPath(target)).toEqual({ kind: 'refused', status });
});

test('whatever is asked for: refused, or a path that stays below the root and hides nothing', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2F',
      '%5c',
      '%25',
      '%00',
      'live',
      'b',
      '.m3u8',
      '.json',
      'x',
      '~',
      ':',
    ),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const asked = resolvePublishedPath(`/${pieces.join('')}`);
      if (asked.kind === 'refused') return;
      expect(posix.normalize(`/root/${asked.path}`)).toBe(`/root/${asked.path}`);
      expect(asked.path).not.toMatch(/(?:^|\/)\.|[\\%:\0]|^\/|\/$/);
    }),
    { numRuns: 2000 },
  );
});
