import { boxesIn, childOf, malformed, type Box } from './boxes.js';
import type { Sample, TrackInfo } from './sample.js';

/** sample_is_non_sync_sample (ISO/IEC 14496-12 §8.8.3.1). */
const nonSyncFlag = 0x0001_0000;

/**
 * The samples of one fragment. `fragment` holds the moof and, after it, the mdat; `moof` says where it stands.
 * Throws `package.malformed`.
 */
export function parseMoof(fragment: Buffer, moof: Box, track: TrackInfo): Sample[] {
  const samples: Sample[] = [];
  for (const traf of boxesIn(fragment, moof.contentStart, moof.end)) {
    if (traf.type !== 'traf') continue;
    const header = parseTfhd(fragment, need(childOf(fragment, traf, 'tfhd'), 'tfhd'), track);
    const tfdt = need(childOf(fragment, traf, 'tfdt'), 'tfdt');
    const at = tfdt.contentStart;
    let dts = fragment.readUInt8(at) === 1 ? Number(fragment.readBigUInt64BE(at + 4)) : fragment.readUInt32BE(at + 4);
    let nextData = moof.end + 8;
    for (const box of boxesIn(fragment, traf.contentStart, traf.end)) {
      if (box.type !== 'trun') continue;
      const run = parseTrun(fragment, box, header, moof.start, nextData, dts);
      samples.push(...run.samples);
      dts = run.endDts;
      nextData = run.endOffset;
    }
  }
  return samples;
}

interface FragmentDefaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

function parseTfhd(buffer: Buffer, tfhd: Box, track: TrackInfo): FragmentDefaults {
  const flags = buffer.readUInt32BE(tfhd.contentStart) & 0xff_ffff;
  if (buffer.readUInt32BE(tfhd.contentStart + 4) !== track.trackId) throw malformed('a fragment of another track');
  let at = tfhd.contentStart + 8;
  if (flags & 0x1) throw malformed('a fragment with a base data offset');
  if (flags & 0x2) at += 4;
  const optional = (flag: number, otherwise: number): number => {
    if (!(flags & flag)) return otherwise;
    at += 4;
    return buffer.readUInt32BE(at - 4);
  };
  return {
    duration: optional(0x8, track.defaults.duration),
    size: optional(0x10, track.defaults.size),
    flags: optional(0x20, track.defaults.flags),
  };
}

function parseTrun(
  buffer: Buffer,
  trun: Box,
  defaults: FragmentDefaults,
  moofStart: number,
  dataDefault: number,
  firstDts: number,
): { samples: Sample[]; endDts: number; endOffset: number } {
  const word = buffer.readUInt32BE(trun.contentStart);
  const version = word >>> 24;
  const flags = word & 0xff_ffff;
  const count = buffer.readUInt32BE(trun.contentStart + 4);
  let at = trun.contentStart + 8;
  const next = (): number => {
    if (at + 4 > trun.end) throw malformed('a short trun');
    at += 4;
    return buffer.readUInt32BE(at - 4);
  };
  let offset = flags & 0x1 ? moofStart + (next() | 0) : dataDefault;
  const firstFlags = flags & 0x4 ? next() : null;
  const samples: Sample[] = [];
  let dts = firstDts;
  for (let index = 0; index < count; index += 1) {
    const duration = flags & 0x100 ? next() : defaults.duration;
    const size = flags & 0x200 ? next() : defaults.size;
    const sampleFlags = flags & 0x400 ? next() : index === 0 && firstFlags !== null ? firstFlags : defaults.flags;
    const rawOffset = flags & 0x800 ? next() : 0;
    const compositionOffset = version === 0 ? rawOffset : rawOffset | 0;
    if (offset + size > buffer.length) throw malformed('a sample past the end of its mdat');
    samples.push({
      dts,
      pts: dts + compositionOffset,
      duration,
      isSync: (sampleFlags & nonSyncFlag) === 0,
      data: buffer.subarray(offset, offset + size),
    });
    dts += duration;
    offset += size;
  }
  return { samples, endDts: dts, endOffset: offset };
}

function need(box: Box | null, type: string): Box {
  if (box === null) throw malformed(`a fragment without '${type}'`);
  return box;
}
