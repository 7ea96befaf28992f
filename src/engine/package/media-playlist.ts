import * as hls from 'hls-parser';
import type { SegmentRow } from '../archive/journal.js';
import { fileNames } from '../archive/layout.js';

/** PROGRAM-DATE-TIME is repeated this often; hls.js and Apple's players carry it on in between. */
const dateTimeEverySeconds = 180;

export interface MediaPlaylistInput {
  /** Consecutive segments; none open. */
  readonly segments: readonly SegmentRow[];
  readonly timescale: number;
  readonly targetDurationSeconds: number;
  /** How many discontinuities have left the playlist at its front (RFC 8216bis §4.4.3.3). */
  readonly discontinuitySequence: number;
  /** True once nothing more will come: PLAYLIST-TYPE:VOD where the playlist is complete, and ENDLIST. */
  readonly ended: boolean;
  /**
   * Where the segments' folder is, relative to the playlist, ending in `/`; left out: the playlist lies in it. One that lies
   * elsewhere (a clip's) stands alone: it is numbered from 0, and what it names is all.
   */
  readonly folder?: string;
}

/**
 * The text of a media playlist (RFC 8216bis §4.4.2–4.4.4), version 8 because of EXT-X-GAP.
 *
 * EXT-X-GAP and EXT-X-PROGRAM-DATE-TIME are put in afterwards: hls-parser looks for each of them in all lines before it,
 * and takes the second EXT-X-GAP for a mistake (it complains on standard error, or throws in strict mode). A rung that was
 * shed for half of twelve hours took 3.8 s to write, and the engine did nothing else meanwhile.
 */
export function renderMediaPlaylist(input: MediaPlaylistInput): string {
  const first = input.segments[0];
  const { folder = '' } = input;
  const standsAlone = folder !== '';
  let sinceDateTime = Infinity;
  const ownTags: string[][] = [];
  const segments = input.segments.map((row, index) => {
    const durationSeconds = row.durationTicks / input.timescale;
    const showsDateTime = row === first || row.discontinuity || sinceDateTime >= dateTimeEverySeconds;
    sinceDateTime = showsDateTime ? durationSeconds : sinceDateTime + durationSeconds;
    ownTags.push([
      ...(showsDateTime ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(row.programDateTimeMs).toISOString()}`] : []),
      ...(row.state === 'gap' ? ['#EXT-X-GAP'] : []),
    ]);
    return new hls.types.Segment({
      uri: `${folder}${fileNames.segment(row.sequence)}`,
      duration: Math.round(durationSeconds * 1e5) / 1e5,
      // the first segment of a playlist needs no tag: EXT-X-DISCONTINUITY-SEQUENCE counts those that are gone
      discontinuity: row.discontinuity && row !== first,
      map: new hls.types.MediaInitializationSection({ uri: `${folder}${fileNames.init(row.init)}` }),
      mediaSequenceNumber: standsAlone ? index : row.sequence,
    });
  });
  const mediaSequenceBase = standsAlone ? 0 : (first?.sequence ?? 0);
  const text = hls.stringify(
    new hls.types.MediaPlaylist({
      version: 8,
      independentSegments: true,
      targetDuration: input.targetDurationSeconds,
      mediaSequenceBase,
      discontinuitySequenceBase: input.discontinuitySequence,
      segments,
      endlist: input.ended,
      ...(input.ended && mediaSequenceBase === 0 ? { playlistType: 'VOD' as const } : {}),
    }),
  );
  // RFC 8216 §4.1: every line is ended, the last one too
  return `${insertTags(text, ownTags)}\n`;
}

/** Puts each segment's own tags in front of its EXTINF. */
function insertTags(text: string, tags: readonly (readonly string[])[]): string {
  let segment = 0;
  return text
    .split('\n')
    .flatMap((line) => {
      if (!line.startsWith('#EXTINF:')) return line;
      segment += 1;
      return [...(tags[segment - 1] ?? []), line];
    })
    .join('\n');
}
