import { FragmentReader } from '../package/fragment-reader.js';
import type { Sample, TrackInfo } from '../package/sample.js';
import { readBox } from '../package/boxes.js';

/** What a segment file really holds. Ticks of the track's timescale. */
export interface MeasuredSegment {
  readonly startTicks: number;
  readonly durationTicks: number;
  /** Bytes up to the end of the last whole part; what lies behind is torn. */
  readonly wholeBytes: number;
  readonly samples: number;
}

/** The track of an init segment. Throws `package.malformed`. */
export function readInit(init: Buffer): TrackInfo | null {
  for (const event of new FragmentReader().push(init)) if (event.type === 'init') return event.track;
  return null;
}

/** Reads a segment (perhaps torn at its end) with its init segment. Null when not one part is whole. */
export function measureSegment(init: Buffer, segment: Buffer): MeasuredSegment | null {
  const wholeBytes = wholePartsEnd(segment);
  if (wholeBytes === 0) return null;
  const reader = new FragmentReader();
  let track: TrackInfo | null = null;
  const samples: Sample[] = [];
  for (const event of [...reader.push(init), ...reader.push(segment.subarray(0, wholeBytes))]) {
    if (event.type === 'init') track = event.track;
    else samples.push(event.sample);
  }
  const last = samples.at(-1);
  const first = samples[0];
  if (track === null || first === undefined || last === undefined) return null;
  return {
    startTicks: first.pts,
    durationTicks: last.dts + last.duration - first.dts,
    wholeBytes,
    samples: samples.length,
  };
}

/** Media ends in no such run of zeroes: H.264 and HEVC forbid three in a row, and a frame of sound has few to fill up with. */
const zeroTailBytes = 32;

/**
 * What of a file left open was really written: after a power cut a file may have its full length, and zeroes from some point
 * to its end where the blocks never reached the disk.
 */
export function withoutZeroTail(segment: Buffer): Buffer {
  let end = segment.length;
  while (end > 0 && segment[end - 1] === 0) end -= 1;
  return segment.length - end < zeroTailBytes ? segment : segment.subarray(0, end);
}

/** Where the last complete moof + mdat pair ends; 0 when there is none. Anything that is no box ends the search. */
function wholePartsEnd(segment: Buffer): number {
  let end = 0;
  for (let offset = 0; ;) {
    const box = tryReadBox(segment, offset);
    if (box === null || box.end > segment.length) return end;
    if (box.type === 'mdat') end = box.end;
    offset = box.end;
  }
}

function tryReadBox(segment: Buffer, offset: number): { type: string; end: number } | null {
  try {
    return readBox(segment, offset);
  } catch {
    // zeroes or rubbish after a power cut: the torn tail starts here
    return null;
  }
}
