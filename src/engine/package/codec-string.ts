import { boxesIn, descendantOf, malformed, type Box } from './boxes.js';

const hex = (value: number): string => value.toString(16).padStart(2, '0');

/**
 * The RFC 6381 codec string of a sample entry: H.264 from avcC (three bytes after the version), AAC from esds.
 * Throws `package.malformed` for a codec that the ladder never makes.
 */
export function codecString(buffer: Buffer, entry: Box): string {
  switch (entry.type) {
    case 'avc1':
    case 'avc3': {
      const avcC = configBox(buffer, entry, 78, 'avcC');
      const at = avcC.contentStart;
      if (avcC.end - at < 4) throw malformed('a short avcC');
      return `${entry.type}.${hex(buffer.readUInt8(at + 1))}${hex(buffer.readUInt8(at + 2))}${hex(buffer.readUInt8(at + 3))}`;
    }
    case 'mp4a':
      return `mp4a.40.${audioObjectType(audioSpecificConfig(buffer, configBox(buffer, entry, 28, 'esds')))}`;
    default:
      throw malformed(`the sample entry '${entry.type}'`);
  }
}

function configBox(buffer: Buffer, entry: Box, fixedBytes: number, type: string): Box {
  const box = boxesIn(buffer, entry.contentStart + fixedBytes, entry.end).find((child) => child.type === type);
  if (box === undefined) throw malformed(`'${entry.type}' without '${type}'`);
  return box;
}

/**
 * The AudioSpecificConfig from an esds box (ISO/IEC 14496-1 §7.2.6): ES → DecoderConfig → DecoderSpecificInfo. Throws
 * `package.malformed`.
 */
function audioSpecificConfig(buffer: Buffer, esds: Box): Buffer {
  let at = esds.contentStart + 4;
  const descriptor = (): { tag: number; start: number; size: number } => {
    if (at + 2 > esds.end) throw malformed('a short esds');
    const tag = buffer.readUInt8(at++);
    let size = 0;
    for (let more = true; more && at < esds.end;) {
      const byte = buffer.readUInt8(at++);
      size = size * 128 + (byte & 0x7f);
      more = (byte & 0x80) !== 0;
    }
    return { tag, start: at, size };
  };
  const es = descriptor();
  if (es.tag !== 3) throw malformed('an esds without ES descriptor');
  at = es.start + 3;
  const config = descriptor();
  if (config.tag !== 4) throw malformed('an esds without decoder configuration');
  at = config.start + 13;
  const specific = descriptor();
  if (specific.tag !== 5 || specific.start + 1 > esds.end) throw malformed('an esds without decoder specific info');
  return buffer.subarray(specific.start, Math.min(specific.start + specific.size, esds.end));
}

function audioObjectType(config: Buffer): number {
  const objectType = config.readUInt8(0) >> 3;
  return objectType === 0 ? 2 : objectType;
}

/**
 * What a decoder is configured with: the AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1) or the
 * AudioSpecificConfig of an init segment with one track. Throws `package.malformed`.
 */
export function decoderConfiguration(init: Buffer): Buffer {
  const moov = boxesIn(init, 0, init.length).find((box) => box.type === 'moov');
  const stsd = moov && descendantOf(init, moov, ['trak', 'mdia', 'minf', 'stbl', 'stsd']);
  const entry = stsd && boxesIn(init, stsd.contentStart + 8, stsd.end)[0];
  if (!entry) throw malformed('an init segment without sample entry');
  if (entry.type === 'mp4a') return Buffer.from(audioSpecificConfig(init, configBox(init, entry, 28, 'esds')));
  const avcC = configBox(init, entry, 78, 'avcC');
  return Buffer.from(init.subarray(avcC.contentStart, avcC.end));
}
