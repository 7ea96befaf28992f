import { describe, expect, it } from 'vitest';
import { liveText, readListed } from '../../shared/listed-playlist.test-support.js';
import { writePlaylist } from './playlist-text.js';

describe('writePlaylist', () => {
  it('gives back what was read, and says that it can be waited for', () => {
    const [first, ...rest] = liveText.trimEnd().split('\n');
    const written = writePlaylist(readListed(liveText), []).trimEnd().split('\n');
    expect(written.filter((line) => !line.startsWith('#EXT-X-SERVER-CONTROL'))).toEqual([first, ...rest]);
    expect(written).toContain('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES');
    expect(written.indexOf('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES')).toBeLessThan(written.indexOf('40.m4s'));
  });

  it('names what was found behind its end, a new run with its init segment', () => {
    const text = writePlaylist(readListed(liveText), [
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
    expect(readListed(text).segments.at(-1)?.sequence).toBe(44);
  });

  it('leaves one that has ended as it is', () => {
    const text = writePlaylist(readListed(`${liveText}#EXT-X-ENDLIST\n`), []);
    expect(text).not.toContain('SERVER-CONTROL');
    expect(text.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
  });
});
