import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { storedForm } from './object-headers.js';

const live = { isFinal: false };
const final = { isFinal: true };
const long = '#EXTINF:2,\n1.m4s\n'.repeat(400);

describe('storedForm', () => {
  test.each([
    ['live/b/1/720p/3.m4s', final, 'video/mp4', 'public, max-age=31536000, immutable'],
    ['live/b/1/720p/init-0.mp4', final, 'video/mp4', 'public, max-age=31536000, immutable'],
    ['live/app/abc/main.js', live, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['live/b/1/720p/index.m3u8', live, 'application/vnd.apple.mpegurl', 'public, max-age=1'],
    ['live/b/1/720p/index.m3u8', final, 'application/vnd.apple.mpegurl', 'public, max-age=3600'],
    ['live/channel.json', live, 'application/json', 'public, max-age=2'],
    ['live/b/1/index.html', live, 'text/html; charset=utf-8', 'public, max-age=2'],
    ['live/b/1/poster.jpg', live, 'image/jpeg', 'public, max-age=60'],
  ] as const)('%s %o', (path, options, contentType, cacheControl) => {
    expect(storedForm(path, 'x', options).headers).toEqual({ contentType, cacheControl });
  });

  test.each([
    'live/b/1/720p/index.m3u8',
    'live/recordings/2026-11.json',
    'live/app/abc/viewer.js',
    'live/app/abc/style.css',
    'live/app/abc/icon.svg',
  ])('compresses what is long and read by players and browsers only: %s', (path) => {
    const { body, headers } = storedForm(path, long, live);
    expect(headers.contentEncoding).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(long);
  });

  test('leaves plain what is final, small, a page, or no text', () => {
    for (const [path, content, options] of [
      ['live/b/1/720p/index.m3u8', long, final],
      ['live/b/1/index.html', long, live],
      ['live/b/1/720p/index.m3u8', 'short', live],
      ['live/app/abc/icon.svg', 'short', live],
      ['live/app/abc/cover.png', long, live],
    ] as const) {
      const stored = storedForm(path, content, options);
      expect([stored.headers.contentEncoding, stored.body.toString()]).toEqual([undefined, content]);
    }
  });
});
