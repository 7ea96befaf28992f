import { describe, expect, it } from 'vitest';
import { readListedPlaylist, type ListedPlaylist } from './listed-playlist.js';

const live = `#EXTM3U
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

function read(text: string): ListedPlaylist {
  const listed = readListedPlaylist(text);
  if (listed === null) throw new Error('Expected a playlist');
  return listed;
}

describe('readListedPlaylist', () => {
  it('reads what is listed, and which init segment it ends with', () => {
    const listed = read(live);
    expect(listed.segments.map(({ sequence, durationSeconds }) => [sequence, durationSeconds])).toEqual([
      [40, 0.5],
      [41, 0.5],
      [42, 0.46667],
    ]);
    expect(listed.init).toBe(3);
    expect(listed.targetSeconds).toBe(1);
    expect(listed.hasEnded).toBe(false);
    expect(listed.header).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:2');
  });

  it('leaves what Headwater does not write to hls.js', () => {
    expect(readListedPlaylist('')).toBeNull();
    expect(readListedPlaylist('<html>')).toBeNull();
    expect(readListedPlaylist('#EXTM3U\n#EXTINF:2,\nhttps://evil.example/1.m4s\n')).toBeNull();
    expect(readListedPlaylist('#EXTM3U\n#EXTINF:2,\n../1.m4s\n')).toBeNull();
  });

  it('knows no next init segment where another name is used', () => {
    expect(read(live.replaceAll('init-3', 'other')).init).toBeNull();
  });
});
