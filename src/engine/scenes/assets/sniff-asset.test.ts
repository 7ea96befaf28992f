import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sniffAsset } from './sniff-asset.js';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

test.each([
  ['png', bytes([0x89], 'PNG\r\n\x1a\n')],
  ['jpg', bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF')],
  ['gif', bytes('GIF89a')],
  ['webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
  ['wav', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
  ['ogg', bytes('OggS', [0])],
  ['mp4', bytes([0, 0, 0, 24], 'ftypisom')],
  ['m4a', bytes([0, 0, 0, 24], 'ftypM4A ')],
  ['webm', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84], 'webm')],
  ['mp3', bytes('ID3', [4, 0])],
  ['mp3', bytes([0xff, 0xfb, 0x90, 0x64])],
  ['svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['svg', bytes('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<!DOCTYPE svg>\n<svg>')],
  ['svg', bytes('<!DOCTYPE svg [ <!ENTITY a "b>"> ]><svg viewBox="0 0 1 1">')],
])('%s is known by its bytes', (kind, head) => {
  expect(sniffAsset(head)).toBe(kind);
});

test.each([
  ['nothing', bytes('')],
  ['a page', bytes('<!doctype html><svg></svg>')],
  ['a page with an XML head', bytes('<?xml version="1.0"?><html><svg/></html>')],
  ['an SVG in name only', bytes('<svgx>')],
  ['a comment without an end', bytes('<!-- <svg>')],
  ['a document type without an end', bytes('<!DOCTYPE svg [ <svg>')],
  ['a HEIC picture', bytes([0, 0, 0, 24], 'ftypheic')],
  ['Matroska', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x93, 0x42, 0x82, 0x88], 'matroska')],
  ['AAC frames', bytes([0xff, 0xf1, 0x50, 0x80])],
  ['a program', bytes('\x7fELF')],
  ['a script', bytes('#!/bin/sh')],
])('%s is none of them', (_what, head) => {
  expect(sniffAsset(head)).toBeNull();
});

test('whatever the bytes are, there is an answer', () => {
  const start = fc.constantFrom('<', '<?', '<!--', '<!DOCTYPE ', '<svg', 'RIFF', 'ID3', '\xff\xfb', '    ftyp');
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 60 }), (head, rest) => {
      sniffAsset(bytes(head, [...rest]));
    }),
  );
});
