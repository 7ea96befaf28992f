import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as hls from 'hls-parser';
import { fileNames, parseSegmentName } from './layout.js';

/** What a playlist tells of a segment and its file does not. */
export interface ToldSegment {
  /** Number of its init segment. */
  readonly init: number;
  readonly discontinuity: boolean;
  readonly durationSeconds: number;
  /** Epoch ms. */
  readonly programDateTimeMs: number | null;
}

/**
 * What a rendition's playlists on the disk tell of its segments, by sequence: the full history and the live window together.
 * For rows that the journal has lost. A playlist that is not there or makes no sense tells nothing.
 */
export async function readRecordedPlaylists(directory: string): Promise<Map<number, ToldSegment>> {
  const told = new Map<number, ToldSegment>();
  for (const name of [fileNames.live, fileNames.dvr]) {
    const text = await readFile(path.join(directory, name), 'utf8').catch(() => '');
    for (const [sequence, segment] of toldBy(text)) {
      // the first of a window has lost its tag
      const discontinuity = segment.discontinuity || told.get(sequence)?.discontinuity === true;
      told.set(sequence, { ...segment, discontinuity });
    }
  }
  return told;
}

function toldBy(text: string): [number, ToldSegment][] {
  const found: [number, ToldSegment][] = [];
  let init = 0;
  let nextDateMs: number | null = null;
  for (const segment of parseSegments(text)) {
    init = Number(/^init-(\d{1,9})\.mp4$/.exec(segment.map?.uri ?? '')?.[1] ?? init);
    const dateMs: number | null = segment.programDateTime?.getTime() ?? nextDateMs;
    nextDateMs = dateMs === null ? null : dateMs + segment.duration * 1000;
    const sequence = parseSegmentName(segment.uri)?.sequence;
    if (sequence === undefined) continue;
    const programDateTimeMs = dateMs === null ? null : Math.round(dateMs);
    const { discontinuity = false, duration } = segment;
    found.push([sequence, { init, discontinuity, durationSeconds: duration, programDateTimeMs }]);
  }
  return found;
}

function parseSegments(text: string): readonly hls.types.Segment[] {
  if (!text.startsWith('#EXTM3U')) return [];
  try {
    const playlist = hls.parse(text);
    return playlist.isMasterPlaylist ? [] : playlist.segments;
  } catch {
    // torn
    return [];
  }
}
