import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import { feedBytes, type ByteFeed, type FeedPiece } from './byte-feed.js';
import { planStretches, type Stretch } from './export-plan.js';
import { initFile, segmentFile, type RecordingSource } from './recording-source.js';
import { readTrackConfig, type TrackConfig } from './track-config.js';

/** One track of an export, ready for ffmpeg to read. */
export interface ExportInput {
  readonly source: string;
  readonly options: readonly string[];
  /** Seconds on the broadcast's time line. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** More than one decoder configuration: parameter sets travel inside the stream. */
  readonly isInBand: boolean;
  readonly segments: readonly SegmentRow[];
  readonly feeds: readonly ByteFeed[];
}

/**
 * Opens a track. With one decoder configuration (the rule, also across reconnects) it is one fragmented MP4. With several,
 * ffmpeg's concat demuxer reads one after the other; told the exact durations, it keeps the broadcast's time line.
 */
export async function openExportInput(
  source: RecordingSource,
  rendition: RenditionRow,
  present: readonly SegmentRow[],
): Promise<ExportInput | null> {
  const configs = new Map<number, TrackConfig>();
  for (const init of new Set(present.map((row) => row.init))) {
    configs.set(init, await readTrackConfig(initFile(source, rendition.name, init)));
  }
  const { stretches } = planStretches(rendition.kind, present, configs);
  const segments = stretches.flatMap((stretch) => stretch.segments);
  const first = segments[0];
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return null;
  const feeds: ByteFeed[] = [];
  const fragmented = ['-f', 'mov'];
  for (const stretch of stretches) feeds.push(await feedBytes(piecesOf(source, rendition, stretch)));
  const common = {
    startSeconds: first.startTicks / rendition.timescale,
    endSeconds: (last.startTicks + last.durationTicks) / rendition.timescale,
    segments,
    feeds,
  };
  const [only] = feeds;
  if (feeds.length === 1 && only !== undefined) {
    return { ...common, source: only.url, options: fragmented, isInBand: false };
  }
  const list = await feedBytes([{ text: concatList(rendition, stretches, feeds) }]);
  feeds.push(list);
  // The list begins at 0; the track does not.
  const offset = ['-itsoffset', common.startSeconds.toFixed(6)];
  const options = [...offset, '-protocol_whitelist', 'tcp', '-safe', '0', '-f', 'concat'];
  return { ...common, source: list.url, options, isInBand: true };
}

function piecesOf(source: RecordingSource, rendition: RenditionRow, stretch: Stretch): FeedPiece[] {
  const init = { file: initFile(source, rendition.name, stretch.init) };
  return [init, ...stretch.segments.map((row) => ({ file: segmentFile(source, row) }))];
}

/** Each file lasts until the next begins, whatever its own idea of its length. */
function concatList(rendition: RenditionRow, stretches: readonly Stretch[], feeds: readonly ByteFeed[]): string {
  const startOf = (stretch: Stretch | undefined): number => stretch?.segments[0]?.startTicks ?? 0;
  const lines = ['ffconcat version 1.0'];
  for (const [index, stretch] of stretches.entries()) {
    lines.push(`file ${feeds[index]?.url ?? ''}`);
    const next = stretches[index + 1];
    if (next !== undefined) {
      lines.push(`duration ${((startOf(next) - startOf(stretch)) / rendition.timescale).toFixed(6)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
