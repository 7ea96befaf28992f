import { readListedPlaylist, type ListedPlaylist } from './listed-playlist.js';

/** For tests: a live playlist with a gap and a new run, as Headwater writes them. */
export const liveText = `#EXTM3U
#EXT-X-VERSION:8
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-TARGETDURATION:1
#EXT-X-MEDIA-SEQUENCE:40
#EXT-X-DISCONTINUITY-SEQUENCE:2
#EXT-X-MAP:URI="init-2.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:00.000Z
#EXTINF:0.5,
40.m4s
#EXT-X-GAP
#EXTINF:0.5,
41.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="init-3.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T10:00:01.000Z
#EXTINF:0.46667,
42.m4s
`;

/** For tests: a playlist that is known to be one. */
export function readListed(text: string): ListedPlaylist {
  const listed = readListedPlaylist(text);
  if (listed === null) throw new Error('Expected a playlist');
  return listed;
}
