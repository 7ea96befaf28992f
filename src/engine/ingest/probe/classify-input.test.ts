import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyInput } from './classify-input.js';
import { describeInput, secretsOf } from './describe-input.js';
import { protocolArgs } from './protocol-args.js';

describe('classifyInput', () => {
  it.each([
    ['/videos/show.mp4', 'file:/videos/show.mp4'],
    ['-i', 'file:-i'],
    ['-protocol_whitelist', 'file:-protocol_whitelist'],
    ['concat:/etc/passwd|x', 'file:concat:/etc/passwd|x'],
    ['pipe:0', 'file:pipe:0'],
    ['talk: part 1.mp4', 'file:talk: part 1.mp4'],
    ['C:\\videos\\show.mp4', 'file:C:\\videos\\show.mp4'],
    ['file:show.mp4', 'file:show.mp4'],
    ['file:///videos/a%20b.mp4', 'file:/videos/a b.mp4'],
  ])('takes %s for a file', (text, url) => {
    expect(classifyInput(text)).toEqual({ kind: 'file', url });
  });

  it.each(['rtmp://h/app/key', 'RTSP://cam/1', 'srt://h:9000?mode=caller', 'https://h/live.m3u8'])(
    'takes %s as live',
    (url) => {
      expect(classifyInput(` ${url} `)).toEqual({ kind: 'live-url', url });
    },
  );

  it.each([
    '',
    '  ',
    'udp://239.0.0.1:1234',
    'tcp://127.0.0.1:22',
    'gopher://h/x',
    'a\nb',
    'http://',
    'file://other/share',
  ])('refuses %j', (text) => {
    expect(() => classifyInput(text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  it('never gives ffmpeg an option or a protocol of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        try {
          expect(classifyInput(text).url).toMatch(/^(file:|(rtmps?|rtsps?|srt|https?):\/\/)/i);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'input.invalid' });
        }
      }),
    );
  });
});

describe('protocolArgs', () => {
  it('lets no network source read files, and no file call out', () => {
    for (const scheme of ['rtmp', 'rtmps', 'rtsp', 'rtsps', 'srt', 'http', 'https']) {
      expect(protocolArgs(`${scheme}://h/x`)[1]?.split(',')).not.toContain('file');
    }
    expect(protocolArgs('file:x')).toEqual(['-protocol_whitelist', 'file']);
  });
});

describe('describeInput', () => {
  it.each([
    ['rtsp://admin:hunter22@10.0.0.5:554/stream1', 'rtsp://10.0.0.5:554/stream1'],
    ['rtmps://live.example.com/app/sk_12345', 'rtmps://live.example.com/app/…'],
    ['srt://h:9000?passphrase=0123456789', 'srt://h:9000'],
    ['file:/home/me/show.mp4', 'show.mp4'],
  ])('hides the secrets of %s', (url, label) => {
    expect(describeInput(url)).toBe(label);
  });

  it('names the secrets for the log', () => {
    expect(secretsOf('rtsp://admin:hunter22@10.0.0.5/s?token=abc')).toEqual(['admin:hunter22', 'token=abc']);
    expect(secretsOf('rtmp://h/app/sk_12345')).toEqual(['sk_12345']);
  });
});
