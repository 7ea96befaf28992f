import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressParser } from './progress-parser.js';

/** A block as ffmpeg 5.1 writes it. */
function block(outTimeUs: string, dropped = 0): string[] {
  return [
    ...['frame=60', 'fps=29.8', 'stream_0_0_q=-1.0', 'bitrate=N/A', 'total_size=N/A', `out_time_us=${outTimeUs}`],
    ...['out_time=00:00:12.033000', 'dup_frames=0', `drop_frames=${dropped}`, 'speed=0.98x    ', 'progress=continue'],
  ];
}

function feed(parser: ProgressParser, lines: readonly string[]) {
  return lines.map((line) => parser.push(line)).filter((report) => report !== null);
}

describe('ProgressParser', () => {
  it('reports once per block, from the start of the run', () => {
    let now = 0;
    const parser = new ProgressParser(() => now);
    expect(feed(parser, block('N/A'))).toEqual([
      { speed: null, outTimeSeconds: null, droppedFrames: 0, duplicatedFrames: 0 },
    ]);
    expect(feed(parser, block('100012000000'))).toMatchObject([{ speed: null, outTimeSeconds: 0 }]);
    now = 1000;
    expect(feed(parser, block('100013000000', 2))).toMatchObject([{ speed: 1, outTimeSeconds: 1, droppedFrames: 2 }]);
  });

  it('forgets what was fast long ago', () => {
    let now = 0;
    const parser = new ProgressParser(() => now);
    let last;
    for (let second = 0; second <= 60; second += 1) {
      now = second * 1000;
      const media = second <= 30 ? second : 30 + (second - 30) * 0.5;
      last = feed(parser, block(String(media * 1e6)))[0];
    }
    expect(last?.speed).toBeCloseTo(0.5, 5);
  });

  it('takes any lines', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        const parser = new ProgressParser(() => 0);
        for (const report of feed(parser, [...lines, 'progress=end'])) expect(report.droppedFrames).not.toBeNaN();
      }),
    );
  });
});
