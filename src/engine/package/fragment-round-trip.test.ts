import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureSegment } from '../archive/measure-segment.js';
import { FragmentReader, type FragmentEvent } from './fragment-reader.js';
import { makePart } from './fragment-writer.js';
import type { Sample } from './sample.js';

const run = promisify(execFile);
const ffmpeg = process.env['FFMPEG_PATH'] ?? 'ffmpeg';
const flags = '+empty_moov+default_base_moof+frag_every_frame+frag_discont+skip_trailer';
let folder = '';
let video: Buffer = Buffer.alloc(0);
let audio: Buffer = Buffer.alloc(0);

async function make(name: string, args: string[]): Promise<Buffer> {
  const file = path.join(folder, name);
  await run(ffmpeg, ['-v', 'error', ...args, '-f', 'mp4', '-movflags', flags, '-use_editlist', '0', '-y', file]);
  return readFile(file);
}

function read(bytes: Buffer, chunkBytes: number): FragmentEvent[] {
  const reader = new FragmentReader();
  const events: FragmentEvent[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    events.push(...reader.push(bytes.subarray(at, at + chunkBytes)));
  expect(reader.pendingBytes).toBe(0);
  return events;
}

function samplesOf(events: readonly FragmentEvent[]): Sample[] {
  return events.flatMap((event) => (event.type === 'sample' ? [event.sample] : []));
}

function rewrite(bytes: Buffer, offsetTicks: number): { init: Buffer; media: Buffer; samples: Sample[] } {
  const events = read(bytes, bytes.length);
  const init = events.find((event) => event.type === 'init');
  if (init?.type !== 'init') throw new Error('Expected an init segment');
  const samples = samplesOf(events);
  const parts: Buffer[] = [];
  for (let at = 0; at < samples.length; at += 7) {
    const options = { trackId: init.track.trackId, sequenceNumber: parts.length + 1, offsetTicks };
    parts.push(makePart(samples.slice(at, at + 7), options));
  }
  return { init: init.bytes, media: Buffer.concat(parts), samples };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-fragments-'));
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=15', '-t', '3', '-video_track_timescale', '90000'];
  video = await make('v.mp4', [...picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-bf', '2']);
  audio = await make('a.mp4', ['-f', 'lavfi', '-i', 'sine=r=48000', '-t', '3', '-c:a', 'aac', '-ac', '2']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('fragments', () => {
  it('reads codec, size and rate from the init segments that ffmpeg writes', () => {
    const [picture] = read(video, 4096);
    expect(picture).toMatchObject({
      type: 'init',
      track: { kind: 'video', width: 160, height: 120, timescale: 90_000 },
    });
    if (picture?.type === 'init') expect(picture.track.codecs).toMatch(/^avc1\.[0-9a-f]{6}$/);
    const [sound] = read(audio, 4096);
    expect(sound).toMatchObject({ track: { kind: 'audio', codecs: 'mp4a.40.2', sampleRate: 48_000, channels: 2 } });
  });

  it('gives the same samples however the bytes are cut', () => {
    const whole = samplesOf(read(video, video.length));
    expect(whole).toHaveLength(45);
    expect(whole.filter((sample) => sample.isSync)).toHaveLength(3);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (size) => {
        expect(samplesOf(read(video, size))).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('writes parts that ffmpeg decodes to the same packets, moved in time, B-frames included', async () => {
    const offset = 90_000;
    const { init, media, samples } = rewrite(video, offset);
    expect(samples.some((sample) => sample.pts !== sample.dts)).toBe(true);
    const again = samplesOf(read(Buffer.concat([init, media]), 1000));
    expect(again.map(({ dts, pts, data }) => [dts - offset, pts - offset, data])).toEqual(
      samples.map(({ dts, pts, data }) => [dts, pts, data]),
    );
    const file = path.join(folder, 'again.mp4');
    await writeFile(file, Buffer.concat([init, media]));
    const frames = async (source: string): Promise<string[]> => {
      const { stdout } = await run(ffmpeg, ['-v', 'error', '-i', source, '-f', 'framemd5', '-']);
      return stdout
        .split('\n')
        .filter((line) => /^\d/.test(line))
        .map((line) => line.split(',').at(-1) ?? '');
    };
    const decoded = await frames(file);
    expect(decoded).toHaveLength(45);
    expect(decoded).toEqual(await frames(path.join(folder, 'v.mp4')));
  });

  it('finds the last whole part of a segment torn at any byte', () => {
    const { init, media } = rewrite(audio, 0);
    const whole = measureSegment(init, media);
    expect(whole?.wholeBytes).toBe(media.length);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: media.length }), fc.boolean(), (length, zeroed) => {
        const torn = Buffer.concat([media.subarray(0, length), Buffer.alloc(zeroed ? 64 : 0)]);
        const measured = measureSegment(init, torn);
        if (measured === null) {
          expect(length).toBeLessThan(media.length / 3);
          return;
        }
        // zeroes inside the last mdat cannot be told from media; behind it they are cut off
        expect(measured.wholeBytes).toBeLessThanOrEqual(torn.length);
        expect(measureSegment(init, torn.subarray(0, measured.wholeBytes))).toEqual(measured);
        expect(whole?.wholeBytes).toBeGreaterThanOrEqual(measured.wholeBytes);
      }),
      { numRuns: 60 },
    );
  });
});
