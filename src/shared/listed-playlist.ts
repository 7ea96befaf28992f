/** One segment as a media playlist lists it. */
export interface ListedSegment {
  readonly sequence: number;
  readonly durationSeconds: number;
  /** All of its lines, its name included. */
  readonly lines: readonly string[];
}

/** One of Headwater's own live media playlists (engine/package/media-playlist.ts), taken apart as far as anything is added to it. */
export interface ListedPlaylist {
  /** The lines before the first segment's. */
  readonly header: readonly string[];
  readonly segments: readonly ListedSegment[];
  readonly hasEnded: boolean;
  /** EXT-X-TARGETDURATION. */
  readonly targetSeconds: number;
  /** Number of the init segment that the last segment needs (`init-<n>.mp4`); null: it names another one. */
  readonly init: number | null;
}

const segmentTags = /^#EXT(?:INF|-X-(?:PROGRAM-DATE-TIME|GAP|DISCONTINUITY(?!-)|MAP|BYTERANGE|KEY|DATERANGE))/;
const mapPattern = /^#EXT-X-MAP:.*\bURI="init-(\d{1,9})\.mp4"/;
const targetTag = '#EXT-X-TARGETDURATION:';
const namePattern = /^(\d{1,9})\.m4s$/;

/**
 * Reads a media playlist; null when it is none that Headwater writes (RFC 8216bis §4.4.3, §4.4.4): a viewer's page then
 * leaves it to hls.js. Never throws. No zod: the page is to stay small.
 */
export function readListedPlaylist(text: string): ListedPlaylist | null {
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
      lines,
    });
    lines = [];
  }
  const target = header.find((line) => line.startsWith(targetTag))?.slice(targetTag.length) ?? '';
  const targetSeconds = Number.parseInt(target, 10) || 1;
  return { header, segments, targetSeconds, hasEnded: all.includes('#EXT-X-ENDLIST'), init };
}
