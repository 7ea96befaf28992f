import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BufferSource, EncodedPacketSink, Input, MATROSKA } from 'mediabunny';

/** Runs ffmpeg with bytes in and bytes out. Throws Error with its words when it fails. */
export async function ffmpeg(args: readonly string[], input: Buffer): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-v', 'error', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const [out, words]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  // it may have all that it wants before the input's end
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`Expected ffmpeg to end well, got ${code}: ${Buffer.concat(words).toString()}`);
  return Buffer.concat(out);
}

/** A gif of 25 pictures a second, 320×180, that counts from 0 to 249 and on from 0: eight bars, the first worth 128, white or black. */
export async function countingGif(): Promise<Buffer> {
  const [width, height, count] = [320, 180, 250];
  const raw = Buffer.alloc(width * height * count);
  for (let number = 0; number < count; number += 1) {
    const row = Buffer.alloc(width);
    for (let x = 0; x < width; x += 1) row[x] = (number >> (7 - Math.floor(x / 40))) & 1 ? 255 : 0;
    for (let y = 0; y < height; y += 1) row.copy(raw, (number * height + y) * width);
  }
  const input = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${width}x${height}`, '-r', '25', '-i', 'pipe:0'];
  return ffmpeg([...input, '-f', 'gif', 'pipe:1'], raw);
}

/** A recorded feed, decoded. */
export interface Recording {
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly { readonly atMs: number; readonly isKey: boolean; readonly rgb: Buffer }[];
  /** The left channel, 48 kHz; the first sample lies at `soundStartMs`. */
  readonly sound: Float32Array;
  readonly soundStartMs: number;
  readonly soundPackets: readonly number[];
}

/** Reads a feed's Matroska: times by its packets, pictures and sound by ffmpeg. */
export async function readRecording(matroska: Buffer): Promise<Recording> {
  const input = new Input({ source: new BufferSource(new Uint8Array(matroska)), formats: [MATROSKA] });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  if (video === null || audio === null) throw new Error('Expected a picture and sound in the feed');
  const width = await video.getCodedWidth();
  const height = await video.getCodedHeight();
  const packets: { atMs: number; isKey: boolean }[] = [];
  for await (const { timestamp, type } of new EncodedPacketSink(video).packets())
    packets.push({ atMs: timestamp * 1000, isKey: type === 'key' });
  const soundPackets: number[] = [];
  for await (const { timestamp } of new EncodedPacketSink(audio).packets()) soundPackets.push(timestamp * 1000);
  const raw = ['-f', 'matroska', '-i', 'pipe:0'];
  const rgb = await ffmpeg(
    [...raw, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
    matroska,
  );
  const pcm = await ffmpeg([...raw, '-map', '0:a', '-af', 'pan=mono|c0=c0', '-f', 'f32le', 'pipe:1'], matroska);
  const size = width * height * 3;
  if (rgb.length !== size * packets.length)
    throw new Error(`Expected ${packets.length} pictures, got ${rgb.length / size}`);
  return {
    width,
    height,
    pictures: packets.map((packet, index) => ({ ...packet, rgb: rgb.subarray(index * size, (index + 1) * size) })),
    sound: new Float32Array(pcm.buffer.slice(pcm.byteOffset, pcm.byteOffset + pcm.length)),
    soundStartMs: soundPackets[0] ?? 0,
    soundPackets,
  };
}

/** The colour of one pixel. */
export function colourAt({ width }: Recording, rgb: Buffer, x: number, y: number): [number, number, number] {
  const at = (y * width + x) * 3;
  return [rgb[at] ?? -1, rgb[at + 1] ?? -1, rgb[at + 2] ?? -1];
}

/** How much of a pitch there is in a piece of sound: its amplitude (Goertzel). */
export function amplitudeOf(samples: Float32Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / 48_000);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + turn * last - before];
  return (2 * Math.sqrt(Math.max(0, last * last + before * before - turn * last * before))) / samples.length;
}
