import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkReader } from './chunk-reader.js';
import { ChunkWriter } from './chunk-writer.js';
import type { RtmpMessage } from './rtmp-message.js';

const CHUNK = 4_096;

function readAll(bytes: Buffer, cuts: readonly number[] = []): RtmpMessage[] {
  const messages: RtmpMessage[] = [];
  const reader = new ChunkReader({ maxMessageBytes: 0xffffff, onMessage: (message) => messages.push(message) });
  const announcement = Buffer.from('02000000000004010000000000001000', 'hex');
  reader.push(announcement);
  const edges = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const edge of [...edges, bytes.length]) {
    reader.push(bytes.subarray(from, edge));
    from = edge;
  }
  return messages;
}

/** Comparing long buffers byte by byte is slow in vitest. */
const described = ({ payload, ...rest }: RtmpMessage): object => ({
  ...rest,
  sha: createHash('sha1').update(payload).digest('hex'),
});

const around = (edge: number): fc.Arbitrary<number> =>
  fc.integer({ min: -3, max: 3 }).map((off) => Math.max(0, edge + off));
const size = fc.oneof(around(0), around(128), around(CHUNK), around(2 * CHUNK), fc.nat(20_000));
const time = fc.oneof(around(0), around(0xffffff), around(2 ** 32 - 1), around(2 ** 32), fc.nat(2 ** 33));
const message = fc.record({
  chunkStream: fc.constantFrom(3, 4, 5, 6, 63),
  type: fc.constantFrom(8, 9, 18, 20),
  streamId: fc.constantFrom(0, 1, 0xffffffff),
  timestampMs: time,
  size,
});

test('what the writer writes, the reader reads back, however it is cut', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), fc.array(fc.nat(200_000), { maxLength: 40 }), (specs, cuts) => {
      const writer = new ChunkWriter(CHUNK);
      const sent = specs.map(({ chunkStream, size: bytes, ...rest }, index) => ({
        chunkStream,
        message: { ...rest, payload: Buffer.alloc(bytes, index + 1) },
      }));
      const wire = Buffer.concat(sent.flatMap(({ chunkStream, message: one }) => writer.write(chunkStream, one)));
      const expected = sent.map(({ message: one }) => ({ ...one, timestampMs: one.timestampMs % 2 ** 32 }));
      expect(readAll(wire, cuts).map(described)).toEqual(expected.map(described));
    }),
    { numRuns: 150 },
  );
});

test('the bytes are those of the specification (RTMP 1.0, 5.3.1 and 5.3.2.2)', () => {
  const writer = new ChunkWriter(128);
  const wire = (type: number, timestampMs: number, length: number): string =>
    Buffer.concat(writer.write(4, { type, streamId: 1, timestampMs, payload: Buffer.alloc(length, 0xee) })).toString(
      'hex',
    );
  // a whole header, then the difference alone, then a difference that needs 32 bits, which the continuation repeats
  expect(wire(8, 1_000, 2)).toBe(`04${'0003e8'}${'000002'}08${'01000000'}eeee`);
  expect(wire(8, 1_020, 2)).toBe(`44${'000014'}${'000002'}08eeee`);
  expect(wire(9, 0x1000000 + 1_020, 129)).toBe(
    `44${'ffffff'}${'000081'}09${'01000000'}${'ee'.repeat(128)}c4${'01000000'}ee`,
  );
  // time goes back: a whole header again
  expect(wire(8, 5, 0)).toBe(`04${'000005'}${'000000'}08${'01000000'}`);
});

test('payloads are pointed into, not copied', () => {
  const payload = Buffer.alloc(10_000);
  const pieces = new ChunkWriter(CHUNK).write(6, { type: 9, streamId: 1, timestampMs: 0, payload });
  const shared = pieces.filter(
    ({ buffer, byteOffset }) => buffer === payload.buffer && byteOffset >= payload.byteOffset,
  );
  expect(shared.map(({ length }) => length)).toEqual([CHUNK, CHUNK, 10_000 - 2 * CHUNK]);
});

test('a message that RTMP cannot carry is refused', () => {
  const payload = Buffer.alloc(0x1000000);
  const write = (): unknown => new ChunkWriter(CHUNK).write(6, { type: 9, streamId: 1, timestampMs: 0, payload });
  expect(write).toThrow(expect.objectContaining({ code: 'relay.unsupported' }));
});

test('whatever comes in, the reader delivers, waits, or throws a RangeError', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 6 }), (pieces) => {
      const reader = new ChunkReader({ maxMessageBytes: 1_000, onMessage: () => undefined });
      try {
        for (const piece of pieces) reader.push(Buffer.from(piece));
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RangeError);
      }
    }),
  );
});

test.each([
  ['a message above the limit', '0300000000040114' + '00000000'],
  ['a chunk size of zero', '02000000000004010000000000000000'],
  ['a continuation of nothing', 'c3'],
  ['a Set Chunk Size without a size', '020000000000000100000000'],
])('%s ends it', (_name, hex) => {
  const reader = new ChunkReader({ maxMessageBytes: 1_024, onMessage: () => undefined });
  expect(() => reader.push(Buffer.from(hex, 'hex'))).toThrow(RangeError);
});

test('an aborted message is forgotten', () => {
  const messages: RtmpMessage[] = [];
  const reader = new ChunkReader({ maxMessageBytes: 1_024, onMessage: (one) => messages.push(one) });
  const cut = Buffer.concat([Buffer.from(`04${'000000'}${'000100'}09${'01000000'}`, 'hex'), Buffer.alloc(128)]);
  const abort = Buffer.from(`02${'000000'}${'000004'}02${'00000000'}${'00000004'}`, 'hex');
  const next = Buffer.from(`04${'000007'}${'000001'}08${'01000000'}aa`, 'hex');
  reader.push(Buffer.concat([cut, abort, next]));
  expect(messages).toEqual([{ type: 8, streamId: 1, timestampMs: 7, payload: Buffer.from([0xaa]) }]);
});
