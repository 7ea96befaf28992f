import { readFile, writeFile } from 'node:fs/promises';
import { run, type Media } from '../integration/support/media.js';
import { bits } from './live-clip.js';
import { amplitudeOf } from './programme-media.js';
import type { Place } from './studio-whole-steps.js';

/** Decoded pictures are a quarter as wide and as high as the programme. */
const shrink = 4;
const hertz = 48_000;

/** A place in the programme with its middle colour. */
export type Colour = readonly [red: number, green: number, blue: number];

export interface PlayedPicture {
  /** Seconds on the clock of what was played, the same for the sound. */
  readonly at: number;
  readonly rgb: Buffer;
}

/** What a player gets of a broadcast: the top rung and its sound, decoded. */
export interface Played {
  /** Pixels of a decoded picture. */
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly PlayedPicture[];
  /** 48 kHz, left. */
  readonly sound: Float32Array;
  /** Seconds: of the first sample. */
  readonly soundAt: number;
  /** What the decoders had to say. */
  readonly complaints: string;
}

/** Seconds of each frame that (a)showinfo told of. */
const timesIn = (words: string): number[] =>
  [...words.matchAll(/\bn: *\d+ .*?pts_time:(-?[\d.]+)/g)].map((match) => Number(match[1]));

const complaintsIn = (words: string): string =>
  words
    .split('\n')
    .filter((line) => /error|invalid|corrupt|overflow|missing/i.test(line))
    .join('\n');

/**
 * Plays a broadcast from its page's address (`…/index.html`) to its end with ffmpeg: the top rung, which is the studio's own
 * picture wherever it is copied. It may become an encoded one under way, with another init segment; ffmpeg's player does not
 * follow that, so what belongs to each is decoded for itself. `canvas`: what was composed.
 */
export async function playWhole(
  media: Media,
  watchUrl: string,
  canvas: { readonly width: number; readonly height: number },
): Promise<Played> {
  const master = new URL('master.m3u8', watchUrl).href;
  const [width, height] = [canvas.width / shrink, canvas.height / shrink];
  const size = width * height * 3;
  const quiet = ['-hide_banner', '-nostats', '-nostdin', '-y', '-copyts'];
  const [clip, raw, pcm] = [media.file('played.mp4'), media.file('played.rgb'), media.file('played.f32')];
  const pictures: PlayedPicture[] = [];
  let complaints = '';
  for (const bytes of await topRung(master)) {
    await writeFile(clip, bytes);
    const { stderr } = await run('ffmpeg', [
      ...[...quiet, '-i', clip, '-map', '0:v:0', '-vf', `scale=${width}:${height}:flags=area,showinfo`],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgb24', raw],
    ]);
    const times = timesIn(stderr);
    const rgb = await readFile(raw);
    if (rgb.length !== times.length * size)
      throw new Error(`Expected ${times.length} pictures, got ${rgb.length / size}`);
    pictures.push(...times.map((at, index) => ({ at, rgb: rgb.subarray(index * size, (index + 1) * size) })));
    complaints += complaintsIn(stderr);
  }
  const sounds = await run('ffmpeg', [
    ...[...quiet, '-i', master, '-map', '0:a:0', '-af', 'ashowinfo,pan=mono|c0=c0', '-f', 'f32le', pcm],
  ]);
  const samples = await readFile(pcm);
  return {
    width,
    height,
    pictures,
    sound: new Float32Array(samples.buffer.slice(samples.byteOffset, samples.byteOffset + samples.length)),
    soundAt: timesIn(sounds.stderr)[0] ?? NaN,
    complaints: complaints + complaintsIn(sounds.stderr),
  };
}

/** The media of the top rung, in order: one piece for each init segment (EXT-X-MAP) with what follows it. */
async function topRung(master: string): Promise<Buffer[]> {
  const playlist = new URL((await linesOf(master)).find((line) => !line.startsWith('#')) ?? '', master).href;
  const pieces: Buffer[][] = [];
  let [map, isGap] = ['', false];
  for (const line of await linesOf(playlist)) {
    const init = /^#EXT-X-MAP:.*URI="([^"]+)"/.exec(line)?.[1];
    if (init !== undefined && init !== map) {
      map = init;
      pieces.push([await bytesOf(new URL(init, playlist).href)]);
    }
    if (line === '#EXT-X-GAP') isGap = true;
    if (line.startsWith('#')) continue;
    if (!isGap) pieces.at(-1)?.push(await bytesOf(new URL(line, playlist).href));
    isGap = false;
  }
  return pieces.map((piece) => Buffer.concat(piece));
}

async function bytesOf(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Expected ${url}, got ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

const linesOf = async (url: string): Promise<string[]> =>
  (await bytesOf(url))
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');

/** The mean colour of a place, half as wide and high as it is: compression blurs edges. */
export function colourOf({ width }: Played, { rgb }: PlayedPicture, place: Place): Colour {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  forEachPixel(place, 0.5, (x, y) => {
    for (const channel of [0, 1, 2] as const) sums[channel] += rgb[(y * width + x) * 3 + channel] ?? NaN;
    count += 1;
  });
  return [sums[0] / count, sums[1] / count, sums[2] / count];
}

/** Share of a place that is brighter than `least` in every channel. */
export function brightShare({ width }: Played, { rgb }: PlayedPicture, place: Place, least = 180): number {
  let [bright, count] = [0, 0];
  forEachPixel(place, 1, (x, y) => {
    const at = (y * width + x) * 3;
    if ([0, 1, 2].every((channel) => (rgb[at + channel] ?? 0) > least)) bright += 1;
    count += 1;
  });
  return bright / count;
}

/** The number that the window on the screen showed. */
export function numberIn({ width, height }: Played, { rgb }: PlayedPicture): number {
  const y = Math.floor(height / 20);
  let number = 0;
  for (let bit = 0; bit < bits; bit++) {
    const x = Math.floor((width * (bit + 0.5)) / bits);
    if ((rgb[(y * width + x) * 3 + 1] ?? 0) > 128) number += 2 ** bit;
  }
  return number;
}

/** When a place becomes bright, in seconds. */
export function flashesAt(played: Played, place: Place): number[] {
  const isBright = played.pictures.map((picture) => colourOf(played, picture, place)[1] > 128);
  return played.pictures.filter((_, index) => index > 0 && isBright[index] && !isBright[index - 1]).map(({ at }) => at);
}

/** When a pitch begins, in seconds, to the millisecond. `amplitude`: of the beep. */
export function beepsAt({ sound, soundAt }: Played, pitch: number, amplitude: number): number[] {
  const [span, step] = [hertz / 200, hertz / 1000];
  const found: number[] = [];
  let was = true;
  for (let from = 0; from + span <= sound.length; from += step) {
    const is = amplitudeOf(sound.subarray(from, from + span), pitch) > amplitude / 2;
    // half of the window is in the beep
    if (is && !was) found.push(soundAt + (from + span / 2) / hertz);
    was = is;
  }
  return found;
}

/**
 * Decibels full scale of a pitch in the sound: the median of its tenths of a second, for over seconds the studio stretches sound
 * by up to 0.2 % to stay in step, and the phases of such a tone take each other away.
 */
export function levelOf(sound: Float32Array, pitch: number): number {
  const span = hertz / 10;
  const levels = Array.from({ length: Math.floor(sound.length / span) }, (_, index) =>
    amplitudeOf(sound.subarray(index * span, (index + 1) * span), pitch),
  ).sort((one, other) => one - other);
  return 20 * Math.log10(levels[Math.floor(levels.length / 2)] ?? NaN);
}

function forEachPixel(place: Place, share: number, see: (x: number, y: number) => void): void {
  const [left, top] = [place.x + (place.width * (1 - share)) / 2, place.y + (place.height * (1 - share)) / 2];
  const right = Math.floor((left + place.width * share) / shrink);
  const bottom = Math.floor((top + place.height * share) / shrink);
  for (let y = Math.ceil(top / shrink); y < bottom; y++)
    for (let x = Math.ceil(left / shrink); x < right; x++) see(x, y);
}
