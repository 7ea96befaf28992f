import { RunPackager } from './run-packager.js';
import type { Sample, TrackInfo } from './sample.js';
import type { SegmentSink, SegmentStart } from './segment-sink.js';
import { TrackSegmenter } from './track-segmenter.js';

/** A segment or a gap. */
export interface Written {
  readonly index: number;
  readonly samples: Sample[];
  end: number | null;
  isGap: boolean;
}

/** For tests: remembers what it is told, as the archive would write it. */
export class MemorySink implements SegmentSink {
  readonly segments = new Map<string, Written[]>();
  init(): void {
    return undefined;
  }
  open(rendition: string, segment: SegmentStart): void {
    this.#of(rendition).push({ index: segment.index, samples: [], end: null, isGap: false });
  }
  part(rendition: string, samples: readonly Sample[]): void {
    this.#of(rendition)
      .at(-1)
      ?.samples.push(...samples);
  }
  close(rendition: string, endSeconds: number): void {
    const last = this.#of(rendition).at(-1);
    if (last !== undefined) last.end = endSeconds;
  }
  rewrite(rendition: string, parts: readonly (readonly Sample[])[]): void {
    const last = this.#of(rendition).at(-1);
    last?.samples.splice(0, last.samples.length, ...parts.flat());
  }
  drop(rendition: string): void {
    this.#of(rendition).pop();
  }
  gap(rendition: string, segment: SegmentStart, endSeconds: number): void {
    this.#of(rendition).push({ index: segment.index, samples: [], end: endSeconds, isGap: true });
  }
  #of(rendition: string): Written[] {
    const list = this.segments.get(rendition) ?? [];
    this.segments.set(rendition, list);
    return list;
  }
}

/** A track as an init segment tells of it. */
export const track = (kind: 'video' | 'audio'): TrackInfo => ({
  kind,
  trackId: 1,
  timescale: kind === 'video' ? 90_000 : 48_000,
  codecs: '',
  width: null,
  height: null,
  sampleRate: null,
  channels: null,
  defaults: { duration: 0, size: 0, flags: 0 },
});

/** A packager of segments of 2 s, and what it writes. */
export function setUp(names: readonly { name: string; kind: 'video' | 'audio' }[]) {
  const sink = new MemorySink();
  const segmenters = names.map(
    ({ name, kind }) => new TrackSegmenter({ name, track: track(kind), sink, partSeconds: 0.5 }),
  );
  const packager = new RunPackager({ segmenters, segmentSeconds: 2, startAtSeconds: -Infinity });
  return { sink, packager };
}

/** So many pictures from a second on, an IDR each `gop` of them. */
export function frames(options: { from: number; count: number; gop: number; fps?: number }): Sample[] {
  const ticks = Math.round(90_000 / (options.fps ?? 30));
  return Array.from({ length: options.count }, (_, index) => {
    const dts = Math.round(options.from * 90_000) + index * ticks;
    return { dts, pts: dts, duration: ticks, isSync: index % options.gop === 0, data: Buffer.from([index & 255]) };
  });
}

/** So many AAC frames of 48 kHz from a second on. */
export function sounds(from: number, count: number): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const dts = Math.round(from * 48_000) + index * 1024;
    return { dts, pts: dts, duration: 1024, isSync: true, data: Buffer.from([index & 255]) };
  });
}

/** The top rung is the reference. */
export const ladder = [
  { name: '720p', kind: 'video' },
  { name: '360p', kind: 'video' },
  { name: 'audio', kind: 'audio' },
] as const;
