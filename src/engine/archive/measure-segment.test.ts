import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutZeroTail } from './measure-segment.js';

test('what a power cut left empty at the end is no media; a few zeroes are', () => {
  const media = fc.uint8Array({ minLength: 0, maxLength: 200 }).map((bytes) => Buffer.from([...bytes, 7]));
  fc.assert(
    fc.property(media, fc.integer({ min: 0, max: 8192 }), (written, zeroes) => {
      const file = Buffer.concat([written, Buffer.alloc(zeroes)]);
      expect(withoutZeroTail(file)).toEqual(zeroes < 32 ? file : written);
    }),
  );
  expect(withoutZeroTail(Buffer.alloc(4096))).toHaveLength(0);
});
