import { makeBox } from './boxes.js';
import type { Sample } from './sample.js';

const syncFlags = 0x0200_0000;
const nonSyncFlags = 0x0101_0000;

/**
 * One part: moof and mdat with the given samples, decode times moved by `offsetTicks` onto the broadcast's time line.
 * A CMAF chunk (ISO/IEC 23000-19 §7.3.2.3). Expects at least one sample, contiguous in decode order.
 */
export function makePart(
  samples: readonly Sample[],
  options: { readonly trackId: number; readonly sequenceNumber: number; readonly offsetTicks: number },
): Buffer {
  const first = samples[0];
  if (first === undefined) throw new RangeError('Expected at least one sample, got none');
  const hasOffsets = samples.some((sample) => sample.pts !== sample.dts);
  const entryBytes = hasOffsets ? 16 : 12;
  const trun = Buffer.alloc(12 + samples.length * entryBytes);
  // version 1: signed composition offsets; data offset, duration, size, flags per sample, composition offset where needed
  trun.writeUInt32BE(0x0100_0701 | (hasOffsets ? 0x800 : 0), 0);
  trun.writeUInt32BE(samples.length, 4);
  let at = 12;
  for (const [index, sample] of samples.entries()) {
    const next = samples[index + 1];
    trun.writeUInt32BE(next === undefined ? sample.duration : next.dts - sample.dts, at);
    trun.writeUInt32BE(sample.data.length, at + 4);
    trun.writeUInt32BE(sample.isSync ? syncFlags : nonSyncFlags, at + 8);
    if (hasOffsets) trun.writeInt32BE(sample.pts - sample.dts, at + 12);
    at += entryBytes;
  }
  const tfhd = Buffer.alloc(8);
  tfhd.writeUInt32BE(0x0002_0000, 0); // default-base-is-moof
  tfhd.writeUInt32BE(options.trackId, 4);
  const tfdt = Buffer.alloc(12);
  tfdt.writeUInt8(1, 0);
  tfdt.writeBigUInt64BE(BigInt(first.dts + options.offsetTicks), 4);
  const mfhd = Buffer.alloc(8);
  mfhd.writeUInt32BE(options.sequenceNumber >>> 0, 4);
  const moofBytes = 8 + (8 + 8) + 8 + (8 + 8) + (8 + 12) + (8 + trun.length);
  trun.writeInt32BE(moofBytes + 8, 8);
  const moof = makeBox(
    'moof',
    makeBox('mfhd', mfhd),
    makeBox('traf', makeBox('tfhd', tfhd), makeBox('tfdt', tfdt), makeBox('trun', trun)),
  );
  return Buffer.concat([moof, makeBox('mdat', ...samples.map((sample) => sample.data))]);
}
