import type { AmfValue } from './amf-value.js';

/** Objects in objects; answers of real services have two levels. */
const MAX_DEPTH = 8;
/** Values in one message; answers of real services have a dozen. */
const MAX_VALUES = 1_000;

class AmfCursor {
  readonly #data: Buffer;
  #offset = 0;
  #values = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#data.length;
  }

  value(depth: number): AmfValue {
    this.#values += 1;
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) throw new RangeError('Expected a small AMF0 message');
    const marker = this.#take(1).readUInt8();
    switch (marker) {
      case 0x00:
        return this.#take(8).readDoubleBE();
      case 0x01:
        return this.#take(1).readUInt8() !== 0;
      case 0x02:
        return this.#text(2);
      case 0x03:
        return this.#fields(depth);
      case 0x05:
        return null;
      case 0x06:
      case 0x0d:
        return undefined;
      case 0x08:
        // The count is a hint only (AMF0 2.10); the end marker counts.
        this.#take(4);
        return this.#fields(depth);
      case 0x0a: {
        const count = this.#take(4).readUInt32BE();
        const items: AmfValue[] = [];
        for (let index = 0; index < count; index += 1) items.push(this.value(depth + 1));
        return items;
      }
      case 0x0b: {
        const milliseconds = this.#take(8).readDoubleBE();
        this.#take(2);
        return milliseconds;
      }
      case 0x0c:
      case 0x0f:
        return this.#text(4);
      case 0x10:
        this.#text(2);
        return this.#fields(depth);
      default:
        throw new RangeError(`Expected an AMF0 value, got the marker ${marker}`);
    }
  }

  #fields(depth: number): ReadonlyMap<string, AmfValue> {
    const fields = new Map<string, AmfValue>();
    for (;;) {
      const name = this.#text(2);
      if (name === '' && this.#data[this.#offset] === 0x09) {
        this.#offset += 1;
        return fields;
      }
      fields.set(name, this.value(depth + 1));
    }
  }

  #text(lengthBytes: 2 | 4): string {
    const length = this.#take(lengthBytes).readUIntBE(0, lengthBytes);
    return this.#take(length).toString('utf8');
  }

  #take(bytes: number): Buffer {
    const end = this.#offset + bytes;
    if (end > this.#data.length) throw new RangeError('Expected a whole AMF0 message, got a cut one');
    const taken = this.#data.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }
}

/**
 * Reads the body of an RTMP command from a peer that may mean harm: throws a RangeError for what is cut, unknown, nested too
 * deep or too much. The caller bounds the length of the message.
 */
export function decodeAmf(data: Buffer): AmfValue[] {
  const cursor = new AmfCursor(data);
  const values: AmfValue[] = [];
  while (!cursor.isAtEnd) values.push(cursor.value(0));
  return values;
}
