import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AmfValue } from './amf-value.js';
import { decodeAmf } from './decode-amf.js';
import { encodeAmf } from './encode-amf.js';

const { value } = fc.letrec<{ value: AmfValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 3 })
      .map((fields) => new Map(Object.entries(fields))),
  ),
}));

test('what is encoded is decoded', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), (values) => {
      expect(decodeAmf(encodeAmf(values))).toEqual(values);
    }),
  );
});

test('whatever a peer sends, the decoder answers or throws a RangeError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        decodeAmf(Buffer.from(bytes));
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RangeError);
      }
    }),
  );
});

test.each([
  ['arrays in arrays', Buffer.from('0a00000001'.repeat(10_000), 'hex')],
  ['an array that claims four thousand million values', Buffer.from('0affffffff' + '05'.repeat(20_000), 'hex')],
  ['many values', Buffer.alloc(20_000, 5)],
  ['AMF3', Buffer.from([0x11])],
])('%s: refused', (_name, bytes) => {
  expect(() => decodeAmf(bytes)).toThrow(RangeError);
});

test('names are data: __proto__ is one like any other', () => {
  const [info] = decodeAmf(encodeAmf([new Map<string, AmfValue>([['__proto__', 'x']])]));
  expect(info instanceof Map && info.get('__proto__')).toBe('x');
});
