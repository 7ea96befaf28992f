/** A tag of an FLV file: the same type, timestamp and body as the RTMP message that carries it. */
export interface FlvFileTag {
  readonly type: number;
  readonly timestampMs: number;
  readonly data: Buffer;
}

/** The tags of a whole FLV file, in order. */
export function readFlvTags(file: Buffer): FlvFileTag[] {
  const tags: FlvFileTag[] = [];
  let offset = file.readUInt32BE(5) + 4;
  while (offset + 11 <= file.length) {
    const size = file.readUIntBE(offset + 1, 3);
    tags.push({
      type: file.readUInt8(offset),
      timestampMs: file.readUIntBE(offset + 4, 3) + file.readUInt8(offset + 7) * 0x1000000,
      data: file.subarray(offset + 11, offset + 11 + size),
    });
    offset += 11 + size + 4;
  }
  return tags;
}
