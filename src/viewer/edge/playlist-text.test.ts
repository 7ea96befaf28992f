import { describe, expect, it } from 'vitest';
import { readPlaylist, writePlaylist, type PlaylistText } from './playlist-text.js';

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

function read(text: string): PlaylistText {
  const listed = readPlaylist(text);
  if (listed === null) throw new Error('Expected a playlist');
  return listed;
}

describe('readPlaylist', () => {
  it('reads what is listed, and which init segment it ends with', () => {
    const listed = read(live);
    expect(listed.segments.map(({ sequence, durationSeconds, isGap }) => [sequence, durationSeconds, isGap])).toEqual([
      [40, 0.5, false],
      [41, 0.5, true],
      [42, 0.46667, false],
    ]);
    expect(listed.init).toBe(3);
    expect(listed.hasEnded).toBe(false);
    expect(listed.header).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:2');
  });

  it('leaves what Headwater does not write to hls.js', () => {
    expect(readPlaylist('')).toBeNull();
    expect(readPlaylist('<html>')).toBeNull();
    expect(readPlaylist('#EXTM3U\n#EXTINF:2,\nhttps://evil.example/1.m4s\n')).toBeNull();
    expect(readPlaylist('#EXTM3U\n#EXTINF:2,\n../1.m4s\n')).toBeNull();
  });

  it('knows no next init segment where another name is used', () => {
    expect(read(live.replaceAll('init-3', 'other')).init).toBeNull();
  });
});

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
