/** Bytes of a handshake packet without extensions: header and body (draft-sharabayko-srt-01, sections 3.2 and 3.2.1). */
const packetBytes = 64;
/** F bit, control type 0, subtype 0. */
const handshakeHead = 0x8000_0000;
const inductionType = 1;
/** Types from here on say no; what is above it, why. Conclusion and agreement are negative numbers, so far above. */
const firstRejection = 1_000;
const lastRejection = 0x7fff_ffff;
/** In the answer of an SRT listener of version 1.3 and newer (section 4.3.1.1). */
const magic = 0x4a17;

/** What a listener says to a caller's first packet. */
export type InductionAnswer =
  | { readonly type: 'listens' }
  /** `code`: SRT's reason (Haivision/srt, docs/API/rejection-codes.md). */
  | { readonly type: 'rejects'; readonly code: number };

/**
 * The first packet of a caller. A listener answers it with a cookie and keeps nothing of it: no connection comes of it, so it
 * also serves to look whether somebody is there. `socketId`: 31 bits, ours.
 */
export function inductionRequest(socketId: number): Buffer {
  const packet = Buffer.alloc(packetBytes);
  packet.writeUInt32BE(handshakeHead, 0);
  packet.writeUInt32BE(4, 16); // version: 4 until the listener has shown that it knows 5
  packet.writeUInt16BE(2, 22); // extension field: a datagram socket, as in UDT
  packet.writeUInt32BE(1, 24); // first sequence number; of no meaning yet
  packet.writeUInt32BE(1_500, 28);
  packet.writeUInt32BE(8_192, 32);
  packet.writeUInt32BE(inductionType, 36);
  packet.writeUInt32BE(socketId, 40);
  packet.writeUInt32BE(0x0100_007f, 48); // 127.0.0.1 in SRT's own order: listeners do not look at it
  return packet;
}

/** Reads the answer to `inductionRequest(socketId)`. Null: it is none. */
export function readInductionAnswer(bytes: Uint8Array, socketId: number): InductionAnswer | null {
  if (bytes.length < packetBytes) return null;
  const packet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (packet.readUInt32BE(0) !== handshakeHead || packet.readUInt32BE(12) !== socketId) return null;
  const version = packet.readUInt32BE(16);
  const type = packet.readUInt32BE(36);
  if (type >= firstRejection && type <= lastRejection) return { type: 'rejects', code: type - firstRejection };
  const hasCookie = packet.readUInt32BE(44) !== 0;
  const isKnown = version === 4 || (version === 5 && packet.readUInt16BE(22) === magic);
  return type === inductionType && hasCookie && isKnown ? { type: 'listens' } : null;
}
