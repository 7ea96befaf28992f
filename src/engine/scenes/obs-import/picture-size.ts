/** Enough of a file for its size: a JPEG may have tens of kilobytes of other things before it. */
export const pictureHeadBytes = 256 * 1024;

/** Width and height in pixels by the head of a PNG, JPEG, GIF or WebP; null for others, and where it does not say. */
export function pictureSize(head: Buffer): { readonly width: number; readonly height: number } | null {
  const size = sizeIn(head);
  return size !== null && size.width >= 1 && size.height >= 1 ? size : null;
}

function sizeIn(head: Buffer): { width: number; height: number } | null {
  const text = head.toString('latin1', 0, 16);
  if (text.startsWith('\x89PNG') && head.length >= 24) {
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  }
  if (text.startsWith('GIF8') && head.length >= 10)
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP' && head.length >= 30) return ofWebp(head, text.slice(12));
  return head[0] === 0xff && head[1] === 0xd8 ? ofJpeg(head) : null;
}

/** The three kinds of a WebP's first chunk (WebP container specification, RFC 9649). */
function ofWebp(head: Buffer, chunk: string): { width: number; height: number } | null {
  if (chunk === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L') return null;
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** The frame header (SOF0–SOF15 but DHT, JPG and DAC) of a JPEG, after segments that each say their length (ITU-T T.81, Annex B). */
function ofJpeg(head: Buffer): { width: number; height: number } | null {
  for (let at = 2; at + 9 <= head.length;) {
    if (head[at] !== 0xff) return null;
    const marker = head[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
    }
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(at + 2);
  }
  return null;
}
