import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceInfo } from '../../shared/domain.js';
import { planLadder } from './plan-ladder.js';
import { collect, TestBench, type Collected } from './testing/test-bench.js';
import type { ReadSample } from './testing/read-samples.js';
import type { TranscodeInput } from './transcoder.js';

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open();
});
afterAll(() => bench.close());

type Video = NonNullable<SourceInfo['video']>;
const picture: Video = {
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  width: 640,
  height: 360,
  fps: 30,
  gopSeconds: 2,
  bitrate: 500_000,
};
const mono = { codec: 'aac', sampleRate: 44100, channels: 1, bitrate: null };
const stereo = { codec: 'aac', sampleRate: 48000, channels: 2, bitrate: null };
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-sc_threshold', '0'];

/** Runs a source through the ladder its facts lead to. */
async function ladder(
  input: Exclude<TranscodeInput, { kind: 'test' }>,
  source: SourceInfo,
): Promise<ReadonlyMap<string, Collected>> {
  const plan = planLadder({ source, preset: 'auto', segmentSeconds: 2, copyAllowed: true, shed: 0, live: true });
  const run = await bench.transcoder.startRun({ input, plan, segmentSeconds: 2 });
  const outputs = await collect(run);
  const exit = await run.exited;
  expect(exit.code, exit.stderrTail.join('\n')).toBe(0);
  return outputs;
}

function samplesOf(outputs: ReadonlyMap<string, Collected>, name: string): readonly ReadSample[] {
  const output = outputs.get(name);
  if (output === undefined) throw new Error(`Expected ${name}, got ${[...outputs.keys()].join()}`);
  return output.samples;
}

/** Presentation times in milliseconds, in order. */
function shown(samples: readonly ReadSample[]): number[] {
  return samples.map(({ pts }) => Math.round(pts * 1000)).sort((a, b) => a - b);
}

const keys = (samples: readonly ReadSample[]): number[] => shown(samples.filter(({ isKey }) => isKey));

function expectMonotone(outputs: ReadonlyMap<string, Collected>): void {
  for (const [name, { samples }] of outputs) {
    expect(samples.length, name).toBeGreaterThan(0);
    for (const [index, sample] of samples.entries()) {
      const before = samples[index - 1];
      if (before !== undefined) expect(sample.dts, name).toBeGreaterThan(before.dts);
      expect(sample.pts, name).toBeGreaterThanOrEqual(sample.dts);
    }
  }
}

describe('a ladder with a copied top rung', () => {
  it('keeps every frame of a B-frame source at its time, at 100 000 s, in all rungs', async () => {
    const path = await bench.make(
      'b.flv',
      ...['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30:duration=6', '-f', 'lavfi', '-i', 'sine=r=44100:d=6'],
      ...[...h264, '-bf', '3', '-g', '60', '-c:a', 'aac', '-ac', '1', '-output_ts_offset', '100000'],
    );
    const outputs = await ladder({ kind: 'rtmp-pull', url: path }, { video: picture, audio: mono });
    expectMonotone(outputs);
    const top = samplesOf(outputs, '360p');
    const low = samplesOf(outputs, '234p');
    expect(top).toHaveLength(180);
    expect(keys(top)).toEqual([100_010_000, 100_012_000, 100_014_000]);
    expect(shown(low)).toEqual(shown(top));
    expect(keys(low)).toEqual(keys(top));
    // Composition offsets: decode order is not the order shown.
    expect(top.map(({ pts }) => pts)).not.toEqual(top.map(({ pts }) => pts).toSorted((a, b) => a - b));
    const sizes = (await bench.read('-i', path, '-map', '0:V:0', '-c', 'copy', '-f', 'framecrc', 'pipe:1'))
      .filter((line) => line.startsWith('0,'))
      .map((line) => Number(line.split(',')[4]));
    expect(top.map(({ size }) => size)).toEqual(sizes);
  });

  it('keeps the times of a varying frame rate and of a gap', async () => {
    const path = await bench.make(
      'vfr.flv',
      ...['-f', 'lavfi', '-i', "testsrc2=size=320x180:rate=30:duration=6,select='not(mod(n,7))+gt(mod(n,5),1)'"],
      ...[
        '-f',
        'lavfi',
        '-i',
        'sine=r=48000:d=3',
        '-vf',
        "setpts='PTS+if(gte(T,3),5/TB,0)'",
        '-fps_mode',
        'passthrough',
      ],
      ...[...h264, '-g', '1000', '-force_key_frames', 'expr:gte(t,n_forced)', '-c:a', 'aac', '-ac', '2'],
    );
    const video = { ...picture, width: 640, height: 360, gopSeconds: 1 };
    const outputs = await ladder({ kind: 'rtmp-pull', url: path }, { video, audio: stereo });
    expectMonotone(outputs);
    const top = samplesOf(outputs, '360p');
    expect(shown(samplesOf(outputs, '234p'))).toEqual(shown(top));
    expect(keys(samplesOf(outputs, '234p'))).toEqual(keys(top));
    const times = shown(top);
    expect(Math.max(...times.map((time, index) => time - (times[index - 1] ?? time)))).toBeGreaterThanOrEqual(5000);
  });

  it('shows half the frames in small rungs, key frames among them', async () => {
    const path = await bench.make(
      '60.flv',
      ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=60:duration=4', ...h264],
      // An odd number of frames to each key frame.
      ...['-g', '61', '-keyint_min', '61'],
    );
    const outputs = await ladder({ kind: 'rtmp-pull', url: path }, { video: { ...picture, fps: 60 }, audio: null });
    const top = samplesOf(outputs, '360p');
    const half = samplesOf(outputs, '234p');
    expect(top).toHaveLength(240);
    expect(half.length).toBeGreaterThanOrEqual(120);
    expect(half.length).toBeLessThanOrEqual(124);
    expect(keys(half)).toEqual(keys(top));
    const all = new Set(shown(top));
    expect(shown(half).filter((time) => !all.has(time))).toEqual([]);
  });
});

describe('a ladder that is all encoded', () => {
  it('forces IDRs every two seconds in all rungs, whatever the GOP, rate and start of the source', async () => {
    const path = await bench.make(
      'g8.ts',
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc2=size=320x180:rate=60000/1001:duration=5',
        '-f',
        'lavfi',
        '-i',
        'sine=r=48000:d=5',
      ],
      ...[...h264, '-g', '480', '-bf', '2', '-c:a', 'aac', '-ac', '2', '-output_ts_offset', '12345'],
    );
    const video = { ...picture, fps: 59.94, gopSeconds: 8 };
    const outputs = await ladder({ kind: 'live-url', url: `file:${path}` }, { video, audio: stereo });
    expectMonotone(outputs);
    const top = samplesOf(outputs, '360p');
    const low = samplesOf(outputs, '234p');
    const first = keys(top)[0] ?? 0;
    expect(keys(top).map((time) => time - first)).toEqual([0, 2002, 4004]);
    expect(keys(low)).toEqual(keys(top));
    expect(samplesOf(outputs, 'audio').length).toBeGreaterThan(200);
  });
});

describe('sound', () => {
  it.each([
    ['late', 0, 3],
    ['early', 3, 0],
  ])('that starts %s keeps its place', async (name, videoAt, audioAt) => {
    const path = await bench.make(
      `${name}.flv`,
      ...['-itsoffset', String(videoAt), '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=4'],
      ...['-itsoffset', String(audioAt), '-f', 'lavfi', '-i', 'sine=r=44100:d=4', '-map', '0:v', '-map', '1:a'],
      ...[...h264, '-g', '60', '-c:a', 'aac', '-ac', '1'],
    );
    const outputs = await ladder({ kind: 'rtmp-pull', url: path }, { video: picture, audio: mono });
    const top = samplesOf(outputs, '360p');
    const audio = samplesOf(outputs, 'audio');
    expect(top).toHaveLength(120);
    expect((top[0]?.pts ?? 0) - (audio[0]?.pts ?? 0)).toBeCloseTo(videoAt - audioAt, 0);
  });

  it('has no gap, no overlap', async () => {
    const path = await bench.make(
      'mono.flv',
      ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=4', '-f', 'lavfi', '-i', 'sine=r=44100:d=4'],
      ...[...h264, '-g', '60', '-c:a', 'aac', '-ac', '1'],
    );
    const outputs = await ladder({ kind: 'rtmp-pull', url: path }, { video: picture, audio: mono });
    const ticks = samplesOf(outputs, 'audio').map(({ dts }) => Math.round(dts * 48000));
    const steps = new Set(ticks.slice(1, -1).map((tick, index) => tick - (ticks[index] ?? 0)));
    expect([...steps]).toEqual([1024]);
  });
});
