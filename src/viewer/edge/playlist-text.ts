import type { ListedPlaylist } from '../../shared/listed-playlist.js';

/** A segment that the bucket has and its playlist does not name yet. */
export interface FoundSegment {
  readonly sequence: number;
  readonly durationSeconds: number;
  /** It begins a new run, with this init segment: null while it goes on with the one before. */
  readonly newInit: number | null;
}

/** The playlist with what was found behind its end, as an origin would give it that can hold a question back (§6.2.5.2). */
export function writePlaylist(listed: ListedPlaylist, found: readonly FoundSegment[]): string {
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
