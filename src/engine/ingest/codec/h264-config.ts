import { BitReader, toRbsp } from './bit-reader.js';
import { pixelFormatName, type VideoConfig } from './video-config.js';

const profileNames: Readonly<Record<number, string>> = {
  44: 'CAVLC 4:4:4',
  66: 'Baseline',
  77: 'Main',
  88: 'Extended',
  100: 'High',
  110: 'High 10',
  122: 'High 4:2:2',
  244: 'High 4:4:4 Predictive',
};

/** Profiles whose SPS carries chroma format, bit depth and scaling lists (ITU-T H.264 §7.3.2.1.1). */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

function skipScalingLists(reader: BitReader, count: number): void {
  for (let list = 0; list < count; list += 1) {
    if (!reader.flag()) continue;
    let last = 8;
    let next = 8;
    for (let index = 0; index < (list < 6 ? 16 : 64); index += 1) {
      if (next !== 0) next = (last + reader.signed() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
}

/** Full range flag and frame rate of the VUI (annex E.1.1). */
function readVui(reader: BitReader): { isFullRange: boolean; fps: number | null } {
  let isFullRange = false;
  if (reader.flag() && reader.bits(8) === 255) reader.bits(32);
  if (reader.flag()) reader.flag();
  if (reader.flag()) {
    reader.bits(3);
    isFullRange = reader.flag();
    if (reader.flag()) reader.bits(24);
  }
  if (reader.flag()) {
    reader.unsigned();
    reader.unsigned();
  }
  if (!reader.flag()) return { isFullRange, fps: null };
  const unitsInTick = reader.bits(32);
  const timeScale = reader.bits(32);
  const fps = unitsInTick === 0 ? 0 : timeScale / (2 * unitsInTick);
  return { isFullRange, fps: fps > 0 && fps <= 480 ? Math.round(fps * 1000) / 1000 : null };
}

/** Reads an H.264 SPS NAL unit (with its header byte). Throws RangeError when it is cut short. */
function parseH264Sps(nal: Uint8Array): VideoConfig {
  const reader = new BitReader(toRbsp(nal));
  reader.bits(8);
  const profileIdc = reader.bits(8);
  const constraints = reader.bits(8);
  reader.bits(8);
  reader.unsigned();
  let chroma = 1;
  let bitDepth = 8;
  let hasSeparatePlanes = false;
  if (highProfiles.has(profileIdc)) {
    chroma = reader.unsigned();
    if (chroma === 3) hasSeparatePlanes = reader.flag();
    bitDepth = reader.unsigned() + 8;
    reader.unsigned();
    reader.flag();
    if (reader.flag()) skipScalingLists(reader, chroma === 3 ? 12 : 8);
  }
  reader.unsigned();
  const orderType = reader.unsigned();
  if (orderType === 0) reader.unsigned();
  else if (orderType === 1) {
    reader.flag();
    reader.signed();
    reader.signed();
    for (let left = Math.min(reader.unsigned(), 255); left > 0; left -= 1) reader.signed();
  }
  reader.unsigned();
  reader.flag();
  const widthInBlocks = reader.unsigned() + 1;
  const heightInUnits = reader.unsigned() + 1;
  const fieldFactor = reader.flag() ? 1 : 2;
  if (fieldFactor === 2) reader.flag();
  reader.flag();
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 && !hasSeparatePlanes ? 2 : 1) * fieldFactor;
  let width = widthInBlocks * 16;
  let height = heightInUnits * 16 * fieldFactor;
  if (reader.flag()) {
    width -= (reader.unsigned() + reader.unsigned()) * cropX;
    height -= (reader.unsigned() + reader.unsigned()) * cropY;
  }
  const vui = reader.flag() ? readVui(reader) : { isFullRange: false, fps: null };
  const isConstrained = profileIdc === 66 && (constraints & 0x40) !== 0;
  return {
    profile: isConstrained ? 'Constrained Baseline' : (profileNames[profileIdc] ?? null),
    pixelFormat: pixelFormatName(chroma, bitDepth, vui.isFullRange),
    width: width > 0 ? width : null,
    height: height > 0 ? height : null,
    fps: vui.fps,
  };
}

/** An AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1) as far as it matters here. Null when malformed. */
export function parseAvcConfig(record: Uint8Array): (VideoConfig & { readonly nalLengthBytes: number }) | null {
  const lengthByte = record[4];
  const spsCount = record[5];
  if (record[0] !== 1 || lengthByte === undefined || spsCount === undefined || (spsCount & 0x1f) === 0) return null;
  const spsLength = ((record[6] ?? 0) << 8) | (record[7] ?? 0);
  const sps = record.subarray(8, 8 + spsLength);
  if (sps.length !== spsLength) return null;
  try {
    return { ...parseH264Sps(sps), nalLengthBytes: (lengthByte & 3) + 1 };
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

/** True when an access unit in AVC format (length-prefixed NAL units) holds an IDR slice. A recovery point is none. */
export function hasIdr(accessUnit: Uint8Array, nalLengthBytes: number): boolean {
  let offset = 0;
  while (offset + nalLengthBytes < accessUnit.length) {
    let length = 0;
    for (let index = 0; index < nalLengthBytes; index += 1) length = length * 256 + (accessUnit[offset + index] ?? 0);
    offset += nalLengthBytes;
    if (((accessUnit[offset] ?? 0) & 0x1f) === 5) return true;
    offset += length;
  }
  return false;
}
