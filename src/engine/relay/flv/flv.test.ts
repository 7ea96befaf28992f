import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RelayTag } from '../relay-tag.js';
import { flvHead, flvTagBytes } from './flv-bytes.js';
import { FlvReader } from './flv-reader.js';

const tags: fc.Arbitrary<RelayTag[]> = fc.array(
  fc.record({
    type: fc.constantFrom(8 as const, 9 as const, 18 as const),
    timestampMs: fc.nat(0xffff_ffff),
    data: fc.uint8Array({ maxLength: 300 }),
  }),
  { maxLength: 20 },
);

describe('FLV', () => {
  test('what is written is read back, however it is cut', () => {
    fc.assert(
      fc.property(tags, fc.infiniteStream(fc.integer({ min: 1, max: 200 })), (list, cuts) => {
        const bytes = Buffer.concat([flvHead, ...list.map(flvTagBytes)]);
        const reader = new FlvReader();
        const out: RelayTag[] = [];
        for (let at = 0; at < bytes.length;) {
          const size = (cuts.next() as IteratorYieldResult<number>).value;
          out.push(...reader.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(out).toEqual(list);
      }),
    );
  });

  test('what is no FLV is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 9, maxLength: 50 }), (bytes) => {
        fc.pre(Buffer.from(bytes.subarray(0, 3)).toString('latin1') !== 'FLV');
        expect(() => new FlvReader().push(Buffer.from(bytes))).toThrow(/FLV/);
      }),
    );
  });
});
