import { describe, expect, it } from 'vitest';
import { expectedLadder, type FormerBroadcast } from './expected-ladder.js';

const rung = (name: string, width: number, height: number, copied = false) => ({
  ...{ name, kind: 'video' as const, width, height, fps: 25, copied },
});
const sound = { name: 'audio', kind: 'audio' as const, width: null, height: null, fps: null, copied: true };
const former: FormerBroadcast = {
  renditions: [rung('720p', 1280, 720, true), rung('432p', 768, 432), rung('360p', 640, 360), sound],
  durationSeconds: 600,
  sizeBytes: 300_000_000,
};
const wish = { preset: 'auto' as const, segmentSeconds: 2 };
const namesOf = ({ renditions }: ReturnType<typeof expectedLadder>) => renditions.map(({ name }) => name);
const bitrateOf = ({ renditions }: ReturnType<typeof expectedLadder>) =>
  renditions.reduce((sum, { bitrate }) => sum + bitrate, 0);

describe('the ladder of the next broadcast', () => {
  it('is that of a 1080p encoder while nothing is known', () => {
    const ladder = expectedLadder({ former: null, ...wish });
    expect([ladder.basis, namesOf(ladder)]).toEqual(['typical', ['1080p', '720p', '432p', '360p', 'audio']]);
    expect(bitrateOf(ladder)).toBeGreaterThan(10_000_000);
    expect(bitrateOf(ladder)).toBeLessThan(11_000_000);
  });

  it('is the former one, with the bytes it really had', () => {
    const ladder = expectedLadder({ former, ...wish });
    expect([ladder.basis, namesOf(ladder)]).toEqual(['newest-broadcast', former.renditions.map(({ name }) => name)]);
    expect(bitrateOf(ladder)).toBeCloseTo(4_000_000, 0);
  });

  it('is planned anew for the same source once the setting has changed', () => {
    const ladder = expectedLadder({ former, ...wish, preset: 'economy' });
    expect([ladder.basis, namesOf(ladder)]).toEqual(['typical', ['720p', '360p', 'audio']]);
  });

  it('takes a broadcast without a picture or without length for unknown', () => {
    const typical = expectedLadder({ former: null, ...wish });
    expect(expectedLadder({ former: { ...former, renditions: [sound] }, ...wish })).toEqual(typical);
    expect(expectedLadder({ former: { ...former, durationSeconds: 0 }, ...wish }).basis).toBe('typical');
  });
});
