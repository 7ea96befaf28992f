import { describe, expect, it } from 'vitest';
import { figuresOf, type Measured } from './figures.js';
import { StallLog } from './stall-log.js';

const measured: Measured = {
  broadcastId: '20261121-070000-abcdefgh',
  seconds: 754.9,
  latencySeconds: 1.234,
  bufferSeconds: 0.66,
  quality: { id: 0, width: 1280, height: 720, fps: 29.97, bandwidth: 2_812_000 },
  isAutomatic: true,
  picture: { width: 1280, height: 720 },
  box: { width: 390, height: 219 },
  frames: { total: 2000, dropped: 3 },
  speed: 1.02,
  stalls: { count: 2, seconds: 3.44 },
  playback: { player: 'hls.js', bandwidth: 5_432_100, failedRequests: 1, isAhead: true },
};

describe('figuresOf', () => {
  it('says how playing goes', () => {
    expect(figuresOf(measured)).toEqual({
      broadcast: '20261121-070000-abcdefgh',
      position: '12:34',
      latency: '1.2 s',
      buffer: '0.7 s',
      bandwidth: '5.43 Mb/s',
      quality: '720p30, 2.81 Mb/s, automatic',
      shown: '1280×720 in 390×219',
      frames: '3 of 2000 (0.1 %)',
      speed: '1.02×',
      stalls: '2, 3.4 s',
      failures: '1',
      edge: 'asked ahead of the playlist',
      player: 'hls.js',
    });
  });

  it('leaves open what is not known', () => {
    const unknown = figuresOf({
      ...measured,
      broadcastId: null,
      seconds: null,
      latencySeconds: null,
      quality: null,
      picture: { width: 0, height: 0 },
      frames: { total: 0, dropped: 0 },
      stalls: { count: 0, seconds: 0 },
      playback: null,
    });
    expect(Object.values(unknown).filter((text) => text === '–')).toHaveLength(8);
    expect(Object.values(unknown).join(' ')).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});

describe('StallLog', () => {
  it('counts what stands still for want of media, and for how long', () => {
    const log = new StallLog();
    log.note('starved', 1_000);
    log.note('starved', 2_000);
    expect(log.total(4_000)).toEqual({ count: 1, seconds: 3 });
    log.note('ready', 5_000);
    log.note('ready', 9_000);
    log.note('starved', 10_000);
    log.note('finished', 10_500);
    expect(log.total(99_000)).toEqual({ count: 2, seconds: 4.5 });
  });
});
