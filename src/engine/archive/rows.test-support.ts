import type { BroadcastRow, RenditionRow, SegmentRow } from './journal.js';

/** For tests: id of the one broadcast that there is. */
export const testBroadcastId = '20261121-070000-abcdefgh';

const startMs = Date.UTC(2026, 10, 21, 7);

/** For tests: a broadcast that is live. */
export function broadcastRow(fields: Partial<BroadcastRow> = {}): BroadcastRow {
  return {
    id: testBroadcastId,
    channel: 'live',
    title: 'A show',
    programme: { kind: 'test', label: 'Test' },
    status: 'live',
    repaired: false,
    createdAtMs: startMs,
    liveAtMs: startMs,
    endedAtMs: null,
    lastMediaAtMs: null,
    targetDurationSeconds: 2,
    segmentSeconds: 2,
    partSeconds: 0.5,
    reconnectWindowSeconds: 60,
    liveWindowSeconds: 600,
    description: '',
    visibility: 'public',
    showId: null,
    durationSeconds: null,
    sizeBytes: null,
    ...fields,
  };
}

/** For tests: a rung of the ladder, or the sound. */
export function renditionRow(name: string, position: number, fields: Partial<RenditionRow> = {}): RenditionRow {
  const isSound = name === 'audio';
  return {
    broadcastId: testBroadcastId,
    name,
    kind: isSound ? 'audio' : 'video',
    position,
    width: isSound ? null : 640,
    height: isSound ? null : 360,
    fps: isSound ? null : 30,
    codecs: isSound ? 'mp4a.40.2' : 'avc1.64001e',
    copied: false,
    timescale: 90_000,
    maxBitrate: isSound ? 128_000 : 1_000_000,
    ...fields,
  };
}

/** For tests: a segment of 2 s that the archive has closed. */
export function segmentRow(rendition: string, sequence: number, fields: Partial<SegmentRow> = {}): SegmentRow {
  return {
    broadcastId: testBroadcastId,
    rendition,
    sequence,
    init: 0,
    state: 'closed',
    startTicks: sequence * 180_000,
    durationTicks: 180_000,
    sizeBytes: 1_000,
    programDateTimeMs: startMs + sequence * 2_000,
    discontinuity: false,
    ...fields,
  };
}

/** For tests: a rung, or the sound where it has no height, with a segment for each `#` and a gap for each `.`. */
export function markedRows(
  name: string,
  marks: string,
  height: number | null,
): { readonly rendition: RenditionRow; readonly segments: readonly SegmentRow[] } {
  const isSound = height === null;
  const shown = { kind: isSound ? 'audio' : 'video', width: height, height, fps: isSound ? null : 30 } as const;
  const codecs = isSound ? 'mp4a.40.2' : 'avc1.640020';
  return {
    rendition: renditionRow(name, 10_000 - (height ?? 0), { ...shown, codecs }),
    segments: [...marks].map((mark, sequence) =>
      segmentRow(name, sequence, mark === '#' ? {} : { state: 'gap', sizeBytes: 0 }),
    ),
  };
}
