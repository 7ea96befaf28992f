import { expect, test } from 'vitest';
import { checkStreamKey, parsePushUrl } from './push-url.js';

test.each([
  ['rtmp://live.example/app', 'live.example', 1935, 'app', 'rtmp://live.example/app'],
  ['rtmps://live.example/app', 'live.example', 443, 'app', 'rtmps://live.example/app'],
  ['rtmps://live-api-s.example:443/rtmp/', 'live-api-s.example', 443, 'rtmp', 'rtmps://live-api-s.example/rtmp'],
  ['rtmp://b.example/live2?backup=1', 'b.example', 1935, 'live2?backup=1', 'rtmp://b.example/live2?backup=1'],
  ['rtmp://h:1936/app/_definst_', 'h', 1936, 'app/_definst_', 'rtmp://h:1936/app/_definst_'],
  ['rtmp://[2001:db8::1]:1940/live', '2001:db8::1', 1940, 'live', 'rtmp://[2001:db8::1]:1940/live'],
  ['rtmp://192.0.2.7', '192.0.2.7', 1935, '', 'rtmp://192.0.2.7/'],
])('%s', (url, host, port, app, tcUrl) => {
  expect(parsePushUrl(url)).toEqual({ host, port, app, tcUrl, isSecure: url.startsWith('rtmps:') });
});

test.each([
  ['https://live.example/app', 'scheme'],
  ['live.example/app', 'not-a-url'],
  ['rtmp://user:pass@live.example/app', 'credentials'],
  ['rtmp://live.example/app#x', 'fragment'],
  ['rtmp://live.example/a b', 'characters'],
  ['rtmp://live.example/\u00e9', 'characters'],
  ['rtmp:///app', 'host'],
  ['rtmp://live.example:0/app', 'host'],
  ['rtmp://live.example:99999/app', 'not-a-url'],
])('%s is refused: %s', (url, why) => {
  expect(() => parsePushUrl(url)).toThrow(
    expect.objectContaining({ code: 'relay.invalid', details: { field: 'url', why } }),
  );
});

test('keys: printable ASCII, queries included; the error does not hold it', () => {
  for (const key of ['live_1_abc?bandwidthtest=true', 'a b', '~!@#$%^&*()'])
    expect(() => checkStreamKey(key)).not.toThrow();
  expect(() => checkStreamKey('')).toThrow(expect.objectContaining({ code: 'relay.no-key' }));
  for (const key of ['line\nbreak', 'schl\u00fcssel', 'x'.repeat(2_001)]) {
    try {
      checkStreamKey(key);
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'relay.invalid' });
      expect(String(thrown)).not.toContain(key);
    }
  }
});
