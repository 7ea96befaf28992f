import type { AmfValue } from './amf-value.js';

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length > 0xffff) throw new RangeError('Expected a text below 64 KiB for AMF0');
  const head = Buffer.alloc(2);
  head.writeUInt16BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

function encode(value: AmfValue): Buffer {
  if (value === null) return Buffer.from([5]);
  if (value === undefined) return Buffer.from([6]);
  if (typeof value === 'boolean') return Buffer.from([1, value ? 1 : 0]);
  if (typeof value === 'string') return Buffer.concat([Buffer.from([2]), text(value)]);
  if (typeof value === 'number') {
    const number = Buffer.alloc(9);
    number.writeDoubleBE(value, 1);
    return number;
  }
  if (value instanceof Map) {
    const fields = [...(value as ReadonlyMap<string, AmfValue>)].map(([name, field]) =>
      Buffer.concat([text(name), encode(field)]),
    );
    return Buffer.concat([Buffer.from([3]), ...fields, Buffer.from([0, 0, 9])]);
  }
  const items = value as readonly AmfValue[];
  const head = Buffer.from([0x0a, 0, 0, 0, 0]);
  head.writeUInt32BE(items.length, 1);
  return Buffer.concat([head, ...items.map(encode)]);
}

/**
 * The body of an RTMP command or data message (AMF0 specification, section 2). Throws a RangeError for texts of 64 KiB and
 * more: nothing that we say is that long.
 */
export function encodeAmf(values: readonly AmfValue[]): Buffer {
  return Buffer.concat(values.map(encode));
}
