import { describe, expect, it } from 'vitest';
import { readListedPlaylist, type ListedPlaylist } from '../../shared/listed-playlist.js';
import { writePlaylist } from './playlist-text.js';

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

describe('writePlaylist', () => {
  it('gives back what was read, and says that it can be waited for', () => {
    const [first, ...rest] = live.trimEnd().split('\n');
    const written = writePlaylist(read(live), []).trimEnd().split('\n');
    expect(written.filter((line) => !line.startsWith('#EXT-X-SERVER-CONTROL'))).toEqual([first, ...rest]);
    expect(written).toContain('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES');
    expect(written.indexOf('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES')).toBeLessThan(written.indexOf('40.m4s'));
  });

  it('names what was found behind its end, a new run with its init segment', () => {
    const text = writePlaylist(read(live), [
      { sequence: 43, durationSeconds: 0.5, newInit: null },
      { sequence: 44, durationSeconds: 0.5, newInit: 4 },
    ]);
    expect(text.trimEnd().split('\n').slice(-6)).toEqual([
      '#EXTINF:0.5,',
      '43.m4s',
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="init-4.mp4"',
      '#EXTINF:0.5,',
      '44.m4s',
    ]);
    expect(read(text).segments.at(-1)?.sequence).toBe(44);
  });

  it('leaves one that has ended as it is', () => {
    const text = writePlaylist(read(`${live}#EXT-X-ENDLIST\n`), []);
    expect(text).not.toContain('SERVER-CONTROL');
    expect(text.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
  });
});
