import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { BroadcastArchive } from '../archive/broadcast-archive.js';
import { fileNames } from '../archive/layout.js';
import type { Clock } from '../clock.js';
import { FragmentReader } from './fragment-reader.js';
import { makePart } from './fragment-writer.js';
import type { Sample } from './sample.js';

/** For tests: pictures per second of the streams that `sendPictures` makes. */
export const testFps = 30;

/** For tests: a clock whose hands are turned by hand. What is due at once comes with the next turn of the event loop. */
export class HandClock implements Clock {
  #ms = 0;
  #timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  now(): number {
    return 1_795_000_000_000 + this.#ms;
  }

  monotonicMs(): number {
    return this.#ms;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#ms + delayMs, callback };
    this.#timers.push(timer);
    if (delayMs === 0) setImmediate(() => this.advance(0));
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How long until somebody is called who waits; null: nobody waits. */
  get nextInMs(): number | null {
    return this.#timers.length === 0 ? null : Math.min(...this.#timers.map(({ atMs }) => atMs)) - this.#ms;
  }

  /** Turns the hands and calls what is due by then. */
  advance(ms: number): void {
    this.#ms += ms;
    const due = this.#timers.filter((timer) => timer.atMs <= this.#ms);
    this.#timers = this.#timers.filter((timer) => timer.atMs > this.#ms);
    for (const timer of due) timer.callback();
  }
}

function makeInit(source: string, coding: readonly string[]): Buffer {
  const movflags = ['-movflags', '+empty_moov+default_base_moof+frag_every_frame+skip_trailer', '-f', 'mp4', 'pipe:1'];
  const file = execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    source,
    '-t',
    '0.1',
    ...coding,
    ...movflags,
  ]);
  for (const event of new FragmentReader().push(file)) if (event.type === 'init') return event.bytes;
  throw new Error('Expected an init segment');
}

/** For tests: init segments as ffmpeg makes them for a rendition's output (90 kHz and 48 kHz). */
export function makeTestInits(): { readonly picture: Buffer; readonly sound: Buffer } {
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-video_track_timescale', '90000'];
  return {
    picture: makeInit(`testsrc2=s=64x64:r=${testFps}`, coding),
    sound: makeInit('sine=r=48000', ['-c:a', 'aac']),
  };
}

/** For tests: pictures of [`from`, `to`) seconds, each holding its number (seconds × fps), with an IDR where `isIdr`. */
export function makePictures(from: number, to: number, isIdr = everySeconds(2)): Sample[] {
  const first = Math.round(from * testFps);
  return Array.from({ length: Math.round(to * testFps) - first }, (_, index) => {
    const number = first + index;
    const data = Buffer.alloc(40);
    data.writeUInt32BE(number);
    return { dts: number * 3000, pts: number * 3000, duration: 3000, isSync: isIdr(number), data };
  });
}

/** For tests: packets of sound of [`from`, `to`) seconds. */
export function makeSounds(from: number, to: number): Sample[] {
  return Array.from({ length: Math.floor(((to - from) * 48_000) / 1024) }, (_, index) => {
    const dts = Math.round(from * 48_000) + index * 1024;
    return { dts, pts: dts, duration: 1024, isSync: true, data: Buffer.alloc(20) };
  });
}

/** For tests: an IDR at every multiple of `seconds`. */
export function everySeconds(seconds: number): (number: number) => boolean {
  return (number) => number % Math.round(seconds * testFps) === 0;
}

/** For tests: writes samples as ffmpeg does, a moof for each. */
export function send(stream: Writable, samples: readonly Sample[]): void {
  for (const sample of samples) stream.write(makePart([sample], { trackId: 1, sequenceNumber: 1, offsetTicks: 0 }));
}

/** For tests: the numbers of all pictures that a rendition's closed segments hold on disk, in order. */
export function picturesOnDisk(archive: BroadcastArchive, rendition: string): number[] {
  const timeline = archive.timelines.find(({ row }) => row.name === rendition);
  return (timeline?.segments ?? []).flatMap((segment) => {
    if (segment.state !== 'closed') return [];
    const reader = new FragmentReader();
    const read = (name: string): Buffer => readFileSync(path.join(archive.directory, rendition, name));
    reader.push(read(fileNames.init(segment.init)));
    return reader
      .push(read(fileNames.segment(segment.sequence)))
      .flatMap((event) => (event.type === 'sample' ? [event.sample.data.readUInt32BE()] : []));
  });
}

/** For tests: the numbers of the pictures of [`from`, `to`) seconds. */
export function numbers(from: number, to: number): number[] {
  return makePictures(from, to).map(({ data }) => data.readUInt32BE());
}
