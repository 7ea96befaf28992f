import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import { fileNames } from '../archive/layout.js';

/** A recording as the journal and the disk know it. */
export interface RecordingSource {
  /** The folder that holds master.m3u8. */
  readonly archiveDir: string;
  readonly renditions: readonly RenditionRow[];
  /** By sequence (Journal.segments). */
  readonly segments: (rendition: string) => readonly SegmentRow[];
}

export function initFile(source: RecordingSource, rendition: string, init: number): string {
  return join(source.archiveDir, rendition, fileNames.init(init));
}

export function segmentFile(source: RecordingSource, row: SegmentRow): string {
  return join(source.archiveDir, row.rendition, fileNames.segment(row.sequence));
}

/** The closed segments whose file is there and has bytes. */
export async function presentSegments(source: RecordingSource, rendition: string): Promise<SegmentRow[]> {
  const present: SegmentRow[] = [];
  for (const row of source.segments(rendition)) {
    if (row.state !== 'closed') continue;
    const size = await stat(segmentFile(source, row)).then(
      (file) => file.size,
      () => 0,
    );
    if (size > 0) present.push(row);
  }
  return present;
}
