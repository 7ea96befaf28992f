import { BitReader } from './bit-reader.js';

const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

function readRate(reader: BitReader): number | null {
  const index = reader.bits(4);
  return index === 15 ? reader.bits(24) : (rates[index] ?? null);
}

function readObjectType(reader: BitReader): number {
  const type = reader.bits(5);
  return type === 31 ? 32 + reader.bits(6) : type;
}

/** An AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1): what is heard, so SBR's rate and PS's two channels. Null when cut short. */
export function parseAacConfig(config: Uint8Array): { sampleRate: number | null; channels: number | null } | null {
  const reader = new BitReader(config);
  try {
    const type = readObjectType(reader);
    const coreRate = readRate(reader);
    const layout = reader.bits(4);
    const hasSbr = type === 5 || type === 29;
    const sampleRate = hasSbr ? readRate(reader) : coreRate;
    // Layout 0 is described by a program config element further on; 8 and up are reserved or rare.
    const channels = layout === 0 || layout > 7 ? null : layout === 7 ? 8 : layout;
    return { sampleRate, channels: type === 29 && channels === 1 ? 2 : channels };
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}
