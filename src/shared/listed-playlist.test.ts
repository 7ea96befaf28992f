import { describe, expect, it } from 'vitest';
import { readListedPlaylist } from './listed-playlist.js';
import { liveText, readListed } from './listed-playlist.test-support.js';

describe('readListedPlaylist', () => {
  it('reads what is listed, and which init segment it ends with', () => {
    const listed = readListed(liveText);
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
    expect(readListed(liveText.replaceAll('init-3', 'other')).init).toBeNull();
  });
});
