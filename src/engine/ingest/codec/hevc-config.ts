import spsInfo from 'node-media-server/src/protocol/sps_info.js';
import { pixelFormatName, type VideoConfig } from './video-config.js';

const profileNames: Readonly<Record<number, string>> = { 1: 'Main', 2: 'Main 10', 3: 'Main Still Picture', 4: 'Rext' };
const NAL_SPS = 33;

/** The first SPS of an HEVCDecoderConfigurationRecord, or null. */
function findSps(record: Uint8Array): Uint8Array | null {
  let offset = 23;
  for (let arrays = record[22] ?? 0; arrays > 0; arrays -= 1) {
    const type = (record[offset] ?? 0) & 0x3f;
    const count = ((record[offset + 1] ?? 0) << 8) | (record[offset + 2] ?? 0);
    offset += 3;
    for (let index = 0; index < count && offset + 2 <= record.length; index += 1) {
      const length = ((record[offset] ?? 0) << 8) | (record[offset + 1] ?? 0);
      if (type === NAL_SPS) return record.subarray(offset + 2, offset + 2 + length);
      offset += 2 + length;
    }
  }
  return null;
}

/** An HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 §8.3.3.1). Null when malformed. */
export function parseHevcConfig(record: Uint8Array): VideoConfig | null {
  const profileByte = record[1];
  const chroma = record[16];
  const depth = record[17];
  if (record[0] !== 1 || profileByte === undefined || chroma === undefined || depth === undefined) return null;
  const sps = findSps(record);
  const size = sps === null ? null : spsInfo.parseH265Sps(Buffer.from(sps));
  return {
    profile: profileNames[profileByte & 0x1f] ?? null,
    pixelFormat: pixelFormatName(chroma & 3, (depth & 7) + 8, false),
    width: size?.width ?? null,
    height: size?.height ?? null,
    fps: null,
  };
}
