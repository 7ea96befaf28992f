import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.js';
import { srtArgs } from './srt-args.js';
import { parseSrtPlace } from './srt-place.js';

const urlOf = (text: string): string =>
  srtArgs({
    place: parseSrtPlace(text),
    host: { address: '192.0.2.7', family: 4 },
    connectTimeoutMs: 10_000,
    presetFile: null,
  }).at(-1) ?? '';

function whyOf(text: string): unknown {
  try {
    parseSrtPlace(text);
    return null;
  } catch (error) {
    return error instanceof AppError && error.code === 'relay.invalid' ? error.details['why'] : error;
  }
}

describe('parseSrtPlace', () => {
  test('takes latencies in milliseconds as SRT has them, and in microseconds as ffmpeg does', () => {
    const { options } = parseSrtPlace('srt://live.example:9000?latency=500&peerlatency=120000&rcvlatency=9999');
    expect(options).toEqual([
      ['latency', 500_000],
      ['peerlatency', 120_000],
      ['rcvlatency', 9_999_000],
    ]);
  });

  test('makes an address for ffmpeg, of the address that answered and of options it knows', () => {
    expect(urlOf('srt://live.example:9000?mode=caller&pkt_size=1316&transtype=live')).toBe(
      'srt://192.0.2.7:9000?mode=caller&pkt_size=1316&connect_timeout=10000&timeout=10000000',
    );
    const place = parseSrtPlace('srt://[2001:db8::1]:9000');
    expect(place).toEqual({ host: '2001:db8::1', port: 9000, options: [] });
    const host = { address: '2001:db8::1', family: 6 };
    expect(srtArgs({ place, host, connectTimeoutMs: 1, presetFile: '/x/p' }).slice(-5)).toEqual([
      ...['-fpre', '/x/p', '-f', 'mpegts'],
      'srt://[2001:db8::1]:9000?mode=caller&connect_timeout=1&timeout=1000',
    ]);
  });

  test.each([
    ['rtmp://live.example:9000', 'not-an-address'],
    ['srt://live.example', 'port'],
    ['srt://:9000', 'not-an-address'],
    ['srt://me:secret@live.example:9000', 'credentials'],
    ['srt://live.example:9000?mode=listener', 'unknown-option'],
    ['srt://live.example:9000?streamid=secret', 'unknown-option'],
    ['srt://live.example:9000?passphrase=secretsecret', 'unknown-option'],
    ['srt://live.example:9000?__proto__=1', 'unknown-option'],
    ['srt://live.example:9000?latency=soon', 'value-of-latency'],
    ['srt://live.example:9000?pkt_size=9000', 'value-of-pkt_size'],
  ])('refuses %s', (text, why) => {
    expect(whyOf(text)).toBe(why);
  });

  test('nothing but numbers gets from an address to ffmpeg, whatever it is', () => {
    const name = fc.oneof(fc.constantFrom('latency', 'maxbw', 'mode', 'streamid', 'tlpktdrop'), fc.string());
    const query = fc.array(fc.tuple(name, fc.oneof(fc.nat().map(String), fc.string())), { maxLength: 4 });
    fc.assert(
      fc.property(fc.webAuthority(), fc.nat(70_000), query, (host, port, pairs) => {
        const text = `srt://${host}:${port}?${pairs.map((pair) => pair.join('=')).join('&')}`;
        const why = whyOf(text);
        if (why === null) {
          expect(urlOf(text)).toMatch(/^srt:\/\/192\.0\.2\.7:\d{1,5}\?mode=caller(&[a-z_]+=\d+)+$/);
        } else expect(why).toEqual(expect.any(String));
      }),
    );
  });
});
