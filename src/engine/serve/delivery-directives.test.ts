import { describe, expect, it } from 'vitest';
import { readDirectives } from './delivery-directives.js';

describe('readDirectives', () => {
  it('asks for the playlist as it is where there are none', () => {
    expect(readDirectives('/a/index.m3u8')).toEqual({ msn: null, part: null, skip: false });
    expect(readDirectives('/a/index.m3u8?cache=1')).toEqual({ msn: null, part: null, skip: false });
  });

  it('reads a segment, a part of it, and a delta update', () => {
    expect(readDirectives('/a/index.m3u8?_HLS_msn=12&_HLS_part=3&_HLS_skip=YES')).toEqual({
      msn: 12,
      part: 3,
      skip: true,
    });
    expect(readDirectives('/a/index.m3u8?x=1&_HLS_msn=0')).toEqual({ msn: 0, part: null, skip: false });
    expect(readDirectives('/a/index.m3u8?_HLS_skip=v2')?.skip).toBe(true);
    expect(readDirectives('/a/index.m3u8?_HLS_skip=no')?.skip).toBe(false);
  });

  it.each([
    '_HLS_part=1',
    '_HLS_msn=-1',
    '_HLS_msn=1e3',
    '_HLS_msn=99999999999',
    '_HLS_msn=1&_HLS_part=x',
    '_HLS_msn=',
  ])('refuses %s', (query) => {
    expect(readDirectives(`/a/index.m3u8?${query}`)).toBeNull();
  });
});
