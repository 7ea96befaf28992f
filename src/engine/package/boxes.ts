import { AppError } from '../../shared/errors.js';

/** Where a box stands in a buffer (ISO/IEC 14496-12 §4.2). Offsets in bytes. */
export interface Box {
  readonly type: string;
  /** First byte of the header. */
  readonly start: number;
  /** First byte of the content. */
  readonly contentStart: number;
  /** One past the last byte. */
  readonly end: number;
}

/** The largest box we take from anybody: far above any real fragment, far below what would hurt. */
const maxBoxBytes = 256 * 1024 * 1024;

/**
 * Reads the box header at `offset`. Null when the buffer ends before the header does; the box itself may reach past the
 * buffer's end. Throws `package.malformed` on sizes that cannot be.
 */
export function readBox(buffer: Buffer, offset: number): Box | null {
  if (buffer.length - offset < 8) return null;
  let size = buffer.readUInt32BE(offset);
  let headerBytes = 8;
  if (size === 1) {
    if (buffer.length - offset < 16) return null;
    const large = buffer.readBigUInt64BE(offset + 8);
    if (large > BigInt(maxBoxBytes)) throw malformed(`a box of ${large} bytes`);
    size = Number(large);
    headerBytes = 16;
  }
  if (size < headerBytes || size > maxBoxBytes) throw malformed(`a box of ${size} bytes`);
  return {
    type: buffer.toString('latin1', offset + 4, offset + 8),
    start: offset,
    contentStart: offset + headerBytes,
    end: offset + size,
  };
}

/** The boxes between two offsets, in order. Throws `package.malformed` when they do not fill the space exactly. */
export function boxesIn(buffer: Buffer, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let offset = start; offset < end;) {
    const box = readBox(buffer, offset);
    if (box === null || box.end > end) throw malformed('a box that reaches past its parent');
    boxes.push(box);
    offset = box.end;
  }
  return boxes;
}

/** The first child of a type, or null. */
export function childOf(buffer: Buffer, parent: Box, type: string): Box | null {
  return boxesIn(buffer, parent.contentStart, parent.end).find((box) => box.type === type) ?? null;
}

/** The box at the end of a path of types below `parent`, or null. */
export function descendantOf(buffer: Buffer, parent: Box, path: readonly string[]): Box | null {
  let box: Box | null = parent;
  for (const type of path) {
    if (box === null) return null;
    box = childOf(buffer, box, type);
  }
  return box;
}

/** A box from its type and content. */
export function makeBox(type: string, ...content: readonly Buffer[]): Buffer {
  const size = content.reduce((sum, part) => sum + part.length, 8);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...content], size);
}

/** The error for bytes that are not what they claim to be. */
export function malformed(what: string): AppError {
  return new AppError('package.malformed', `Expected well-formed fragmented MP4, got ${what}`);
}
