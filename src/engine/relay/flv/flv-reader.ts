import { malformed } from '../../package/boxes.js';
import type { RelayTag } from '../relay-tag.js';

const tagHeadBytes = 11;
const sizeBytes = 4;

/**
 * Turns the bytes of an FLV stream as they come into its tags, each with data of its own. Takes any chunking. Throws
 * `package.malformed`; after that the reader is of no more use.
 */
export class FlvReader {
  #pending: Buffer = Buffer.alloc(0);
  #isBehindHead = false;

  push(chunk: Buffer): RelayTag[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const start = this.#isBehindHead ? 0 : this.#headBytes();
    if (start === null) return [];
    let at = start;
    const tags: RelayTag[] = [];
    while (this.#pending.length - at >= tagHeadBytes) {
      const size = this.#pending.readUIntBE(at + 1, 3);
      const end = at + tagHeadBytes + size + sizeBytes;
      if (this.#pending.length < end) break;
      const tag = this.#tag(at, size);
      if (tag !== null) tags.push(tag);
      at = end;
    }
    this.#pending = this.#pending.subarray(at);
    return tags;
  }

  #headBytes(): number | null {
    if (this.#pending.length < 9) return null;
    if (this.#pending.toString('latin1', 0, 3) !== 'FLV') throw malformed('an FLV stream without its signature');
    const bytes = this.#pending.readUInt32BE(5) + sizeBytes;
    if (bytes < 13 || bytes > 1024) throw malformed('an FLV head of no sensible size');
    if (this.#pending.length < bytes) return null;
    this.#isBehindHead = true;
    return bytes;
  }

  #tag(at: number, size: number): RelayTag | null {
    const type = this.#pending.readUInt8(at);
    if (type !== 8 && type !== 9 && type !== 18) return null;
    const low = this.#pending.readUIntBE(at + 4, 3);
    const timestampMs = this.#pending.readUInt8(at + 7) * 0x100_0000 + low;
    const data = new Uint8Array(this.#pending.subarray(at + tagHeadBytes, at + tagHeadBytes + size));
    return { type, timestampMs, data };
  }
}
