/** One segment as a media playlist lists it. */
export interface ListedSegment {
  readonly sequence: number;
  readonly durationSeconds: number;
  readonly isGap: boolean;
  /** All of its lines, its name included. */
  readonly lines: readonly string[];
}

/** A media playlist of a Headwater bucket, as far as it is read here. What hls.js makes of the rest is its business. */
export interface PlaylistText {
  /** The lines before the first segment's. */
  readonly header: readonly string[];
  readonly segments: readonly ListedSegment[];
  readonly hasEnded: boolean;
  /** Number of the init segment that the last segment needs (`init-<n>.mp4`); null: it names another one. */
  readonly init: number | null;
}

const segmentTags = /^#EXT(?:INF|-X-(?:PROGRAM-DATE-TIME|GAP|DISCONTINUITY(?!-)|MAP|BYTERANGE|KEY|DATERANGE))/;
const mapPattern = /^#EXT-X-MAP:.*\bURI="init-(\d{1,9})\.mp4"/;
const namePattern = /^(\d{1,9})\.m4s$/;

/**
 * Reads a media playlist; null when it is none that Headwater writes (RFC 8216bis §4.4.3, §4.4.4): then whoever reads it
 * leaves it to hls.js. Never throws.
 */
export function readPlaylist(text: string): PlaylistText | null {
  const all = text.split(/\r?\n/).filter((line) => line !== '');
  if (all[0] !== '#EXTM3U') return null;
  const header: string[] = [];
  const segments: ListedSegment[] = [];
  let lines: string[] = [];
  let init: number | null = null;
  for (const line of all) {
    if (line === '#EXT-X-ENDLIST') continue;
    if (line.startsWith('#') && segments.length === 0 && lines.length === 0 && !segmentTags.test(line)) {
      header.push(line);
      continue;
    }
    lines.push(line);
    const map = mapPattern.exec(line)?.[1];
    if (map !== undefined) init = Number(map);
    else if (line.startsWith('#EXT-X-MAP')) init = null;
    if (line.startsWith('#')) continue;
    const sequence = namePattern.exec(line)?.[1];
    if (sequence === undefined) return null;
    const extinf = lines.find((each) => each.startsWith('#EXTINF:'))?.slice(8) ?? '';
    segments.push({
      sequence: Number(sequence),
      durationSeconds: Number.parseFloat(extinf) || 0,
      isGap: lines.includes('#EXT-X-GAP'),
      lines,
    });
    lines = [];
  }
  return { header, segments, hasEnded: all.includes('#EXT-X-ENDLIST'), init };
}

/** A segment that the bucket has and its playlist does not name yet. */
export interface FoundSegment {
  readonly sequence: number;
  readonly durationSeconds: number;
  /** It begins a new run, with this init segment: null while it goes on with the one before. */
  readonly newInit: number | null;
}

/** The playlist with what was found behind its end, as an origin would give it that can hold a question back (§6.2.5.2). */
export function writePlaylist(listed: PlaylistText, found: readonly FoundSegment[]): string {
  const control = '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES';
  return [
    ...listed.header,
    ...(listed.hasEnded ? [] : [control]),
    ...listed.segments.flatMap(({ lines }) => lines),
    ...found.flatMap(({ sequence, durationSeconds, newInit }) => [
      ...(newInit === null ? [] : ['#EXT-X-DISCONTINUITY', `#EXT-X-MAP:URI="init-${newInit}.mp4"`]),
      `#EXTINF:${durationSeconds},`,
      `${sequence}.m4s`,
    ]),
    ...(listed.hasEnded ? ['#EXT-X-ENDLIST'] : []),
    '',
  ].join('\n');
}
