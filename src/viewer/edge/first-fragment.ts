/** The largest header of a box that is looked into. */
const maxHeaderBoxes = 8;

/**
 * Whether a segment is the first of a run (a new ffmpeg, a new init segment): the engine numbers a run's fragments from 1
 * (`mfhd`, ISO/IEC 14496-12 §8.8.5). Null when the bytes are no fragment. Never throws.
 */
export function beginsRun(bytes: ArrayBuffer): boolean | null {
  const view = new DataView(bytes);
  let at = 0;
  for (let boxes = 0; boxes < maxHeaderBoxes && at + 8 <= view.byteLength; boxes += 1) {
    const size = view.getUint32(at);
    if (typeAt(view, at) === 'moof') return sequenceIn(view, at);
    if (size < 8) return null;
    at += size;
  }
  return null;
}

function sequenceIn(view: DataView, moof: number): boolean | null {
  const mfhd = moof + 8;
  if (mfhd + 16 > view.byteLength || typeAt(view, mfhd) !== 'mfhd') return null;
  return view.getUint32(mfhd + 12) === 1;
}

function typeAt(view: DataView, box: number): string {
  return String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(box + offset)));
}
