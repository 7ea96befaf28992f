/** A sample as it stands in a fragmented MP4. Times in seconds. */
export interface ReadSample {
  readonly dts: number;
  readonly pts: number;
  readonly duration: number;
  readonly size: number;
  readonly isKey: boolean;
}

/**
 * For tests: every sample of a fragmented MP4 with one track, read straight from tfdt and trun, by a second hand than the
 * packager's so that one can prove the other.
 */
export function readSamples(file: Buffer): ReadSample[] {
  const samples: ReadSample[] = [];
  let timescale = 1;
  for (let at = 0; at + 8 <= file.length; at += file.readUInt32BE(at)) {
    const box = file.subarray(at, at + file.readUInt32BE(at));
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'moov') timescale = readTimescale(box);
    if (type === 'moof') samples.push(...readFragment(box, timescale));
    if (box.length < 8) throw new Error(`Expected a box, got ${box.length} bytes at ${at}`);
  }
  return samples;
}

function readTimescale(moov: Buffer): number {
  const mdhd = moov.indexOf('mdhd') + 4;
  return moov.readUInt32BE(mdhd + (moov[mdhd] === 1 ? 20 : 12));
}

function readFragment(moof: Buffer, timescale: number): ReadSample[] {
  const header = new Cursor(moof, 'tfhd');
  const given = header.flags;
  header.skip(4 + ((given & 1) !== 0 ? 8 : 0) + ((given & 2) !== 0 ? 4 : 0));
  const duration = (given & 8) !== 0 ? header.next() : 0;
  const size = (given & 0x10) !== 0 ? header.next() : 0;
  const flags = (given & 0x20) !== 0 ? header.next() : 0;
  const time = new Cursor(moof, 'tfdt');
  let dts = time.version === 1 ? time.next() * 2 ** 32 + time.next() : time.next();
  const run = new Cursor(moof, 'trun');
  const count = run.next();
  if ((run.flags & 1) !== 0) run.skip(4);
  const firstFlags = (run.flags & 4) !== 0 ? run.next() : null;
  return Array.from({ length: count }, (_, index) => {
    const own = {
      duration: (run.flags & 0x100) !== 0 ? run.next() : duration,
      size: (run.flags & 0x200) !== 0 ? run.next() : size,
      flags: (run.flags & 0x400) !== 0 ? run.next() : index === 0 && firstFlags !== null ? firstFlags : flags,
      offset: (run.flags & 0x800) !== 0 ? run.next() | 0 : 0,
    };
    const start = dts;
    dts += own.duration;
    return {
      dts: start / timescale,
      pts: (start + own.offset) / timescale,
      duration: own.duration / timescale,
      size: own.size,
      isKey: (own.flags & 0x10000) === 0,
    };
  });
}

/** Reads the 32-bit fields of a full box one after the other. */
class Cursor {
  readonly version: number;
  readonly flags: number;
  readonly #box: Buffer;
  #at: number;

  constructor(parent: Buffer, type: string) {
    const start = parent.indexOf(type);
    if (start < 0) throw new Error(`Expected ${type}, got none`);
    this.#box = parent;
    this.version = parent.readUInt8(start + 4);
    this.flags = parent.readUIntBE(start + 5, 3);
    this.#at = start + 8;
  }

  next(): number {
    this.#at += 4;
    return this.#box.readUInt32BE(this.#at - 4);
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }
}
