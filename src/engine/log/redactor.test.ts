import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redactor.js';

describe('Redactor', () => {
  it.each([
    ['rtsp://admin:hunter22@10.0.0.7/cam', 'hunter22', '10.0.0.7/cam'],
    ['rtsp://admin:p@ss@10.0.0.7/cam', 'p@ss', '10.0.0.7/cam'],
    ['rtmp://live.example/app/live_123_abc', 'live_123_abc', 'rtmp://live.example/app/'],
    ['srt://host:9000?mode=caller&passphrase=sesame99&latency=2', 'sesame99', 'latency=2'],
    ['http://127.0.0.1:8089/#token=abcDEF123', 'abcDEF123', '/#token='],
    ['https://b.example/x?X-Amz-Signature=deadbeef&X-Amz-Date=1', 'deadbeef', 'X-Amz-Date=1'],
    ['publisher with hw_abcdefghijklmnopqrstuvwx', 'abcdefghijklmnopqrstuvwx', 'publisher with'],
    ['Authorization: Bearer eyJhbGciOi', 'eyJhbGciOi', 'Authorization'],
    ['{"level":30,"streamKey":"a\\"bc","msg":"hi"}', 'bc', '"msg":"hi"'],
    ['{"err":{"password":"x y z"},"pid":1}', 'x y z', '"pid":1'],
  ])('takes the secret out of %s', (text, secret, rest) => {
    const clean = new Redactor().redact(text);
    expect(clean).not.toContain(secret);
    expect(clean).toContain(rest);
  });

  it('leaves ordinary lines as they are', () => {
    const redactor = new Redactor();
    const lines = [
      'frame= 300 fps= 30 q=-1.0 size= 1024kB time=00:00:10.00 bitrate=838.9kbits/s speed=1x',
      '{"level":30,"time":1763709600000,"pid":4,"component":"rtmp","port":1935,"msg":"Listening on 127.0.0.1:1935"}',
      'http://127.0.0.1:8088/live/b/20261121-070000-abcdefgh/index.html?v=2',
      'tcp://127.0.0.1:45123: Connection refused',
    ];
    for (const line of lines) expect(redactor.redact(line)).toBe(line);
  });

  it('never shows a known value, in a line of JSON or in a URL', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 30, unit: 'grapheme' }), (secret) => {
        fc.pre(!'[redacted]'.includes(secret) && !'{"msg":"http://h/?q="}'.includes(secret));
        const redactor = new Redactor();
        redactor.redactValue(secret);
        const inJson = JSON.stringify({ msg: secret });
        expect(redactor.redact(inJson)).toBe('{"msg":"[redacted]"}');
        expect(redactor.redact(`http://h/?q=${encodeURIComponent(Buffer.from(secret).toString())}`)).toBe(
          'http://h/?q=[redacted]',
        );
      }),
    );
  });
});
