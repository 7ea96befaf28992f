import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inductionRequest, readInductionAnswer } from './induction.js';

/** As libsrt 1.5 answers. */
function answer(socketId: number, change: (packet: Buffer) => void = () => undefined): Buffer {
  const packet = inductionRequest(77);
  packet.writeUInt32BE(socketId, 12);
  packet.writeUInt32BE(5, 16);
  packet.writeUInt16BE(0x4a17, 22);
  packet.writeUInt32BE(0xdead_beef, 44);
  change(packet);
  return packet;
}

test('knows a listener, new or old', () => {
  expect(readInductionAnswer(answer(42), 42)).toEqual({ type: 'listens' });
  const old = answer(42, (packet) => {
    packet.writeUInt32BE(4, 16);
    packet.writeUInt16BE(2, 22);
  });
  expect(readInductionAnswer(old, 42)).toEqual({ type: 'listens' });
});

test('knows a rejection with its reason', () => {
  const busy = answer(42, (packet) => packet.writeUInt32BE(1_005, 36));
  expect(readInductionAnswer(busy, 42)).toEqual({ type: 'rejects', code: 5 });
  const concluded = answer(42, (packet) => packet.writeInt32BE(-1, 36));
  expect(readInductionAnswer(concluded, 42)).toBeNull();
});

test('takes nothing else for an answer: somebody else’s, an echo, a piece, another protocol', () => {
  expect(readInductionAnswer(answer(43), 42)).toBeNull();
  expect(readInductionAnswer(inductionRequest(42), 42)).toBeNull();
  expect(readInductionAnswer(answer(42).subarray(0, 63), 42)).toBeNull();
  expect(
    readInductionAnswer(
      answer(42, (packet) => packet.writeUInt32BE(0, 44)),
      42,
    ),
  ).toBeNull();
  expect(
    readInductionAnswer(
      answer(42, (packet) => packet.writeUInt16BE(0, 22)),
      42,
    ),
  ).toBeNull();
  expect(
    readInductionAnswer(
      answer(42, (packet) => packet.writeUInt32BE(0x8001_0000, 0)),
      42,
    ),
  ).toBeNull();
});

test('reads whatever comes without a fault', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1_500 }), fc.nat(0x3fff_ffff), (bytes, socketId) => {
      expect(readInductionAnswer(bytes, socketId)).toBeNull();
    }),
  );
  const patches = fc.array(fc.tuple(fc.nat(63), fc.nat(255)), { maxLength: 6 });
  fc.assert(
    fc.property(patches, (changes) => {
      const packet = answer(42, (bytes) => changes.forEach(([at, value]) => bytes.writeUInt8(value, at)));
      expect([null, 'listens', 'rejects']).toContain(readInductionAnswer(packet, 42)?.type ?? null);
    }),
  );
});
