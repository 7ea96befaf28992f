import type { RelayTag } from '../relay-tag.js';

/** Head of an FLV stream with sound and picture, and the size of the tag before the first (FLV 10.1 annex E.2, E.3). */
export const flvHead: Buffer = Buffer.from([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0]);

/** A tag in an FLV stream, with the size that stands behind it (FLV 10.1 annex E.4.1). */
export function flvTagBytes({ type, timestampMs, data }: RelayTag): Buffer {
  const bytes = Buffer.alloc(11 + data.length + 4);
  bytes[0] = type;
  bytes.writeUIntBE(data.length, 1, 3);
  bytes.writeUIntBE(timestampMs & 0xff_ffff, 4, 3);
  bytes[7] = (timestampMs >>> 24) & 0xff;
  bytes.set(data, 11);
  bytes.writeUInt32BE(11 + data.length, 11 + data.length);
  return bytes;
}
