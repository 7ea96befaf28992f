import { malformed, readBox } from './boxes.js';
import { makeInitSegment, parseInitSegment } from './init-segment.js';
import { parseMoof } from './moof.js';
import type { Sample, TrackInfo } from './sample.js';

export type FragmentEvent =
  | { readonly type: 'init'; readonly track: TrackInfo; readonly bytes: Buffer }
  | { readonly type: 'sample'; readonly sample: Sample };

/**
 * Turns the bytes of a fragmented MP4 as they come into its init segment and its samples. Takes any chunking.
 * Throws `package.malformed`; after that the reader is of no more use.
 */
export class FragmentReader {
  #pending: Buffer = Buffer.alloc(0);
  #track: TrackInfo | null = null;

  /** Bytes that are not a complete box yet. */
  get pendingBytes(): number {
    return this.#pending.length;
  }

  push(chunk: Buffer): FragmentEvent[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const events: FragmentEvent[] = [];
    let consumed = 0;
    for (;;) {
      const box = readBox(this.#pending, consumed);
      if (box === null || box.end > this.#pending.length) break;
      if (box.type === 'moof') {
        const mdat = readBox(this.#pending, box.end);
        if (mdat === null || mdat.end > this.#pending.length) break;
        if (mdat.type !== 'mdat') throw malformed(`'${mdat.type}' after a moof`);
        events.push(...this.#fragment(this.#pending.subarray(box.start, mdat.end)));
        consumed = mdat.end;
        continue;
      }
      if (box.type === 'moov') {
        this.#track = parseInitSegment(this.#pending, box);
        const moov = Buffer.from(this.#pending.subarray(box.start, box.end));
        events.push({ type: 'init', track: this.#track, bytes: makeInitSegment(moov) });
      }
      consumed = box.end;
    }
    if (consumed > 0) this.#pending = this.#pending.subarray(consumed);
    return events;
  }

  #fragment(fragment: Buffer): FragmentEvent[] {
    const moof = readBox(fragment, 0);
    if (this.#track === null || moof === null) throw malformed('a fragment before the init segment');
    return parseMoof(fragment, moof, this.#track).map((sample) => ({ type: 'sample', sample }));
  }
}
