import type { BroadcastSummary } from '../../../src/engine/engine-api.js';
import type { SourceInfo } from '../../../src/shared/domain.js';
import { decodedFrames } from './decode.js';
import type { TestEngine } from './engine.js';
import { beeps, flashes, packets, type Media, type Packet } from './media.js';
import { Push } from './push.js';
import { joinSegments, readArchive, untilNothingIsOpen, type ReadArchive, type ReadRendition } from './read-archive.js';

/** A broadcast that has ended, with what the state told meanwhile. */
export interface Recorded {
  readonly summary: BroadcastSummary;
  readonly archive: ReadArchive;
  readonly source: SourceInfo;
  /** Codes of all reasons that a stage showed, in order of their coming. */
  readonly reasons: readonly string[];
}

/** Starts a programme and follows it to its end, which it must find by itself. */
export async function record(server: TestEngine, begin: () => Promise<void>): Promise<Recorded> {
  const reasons = new Set<string>();
  let source: SourceInfo | null = null;
  const unsubscribe = server.engine.state.subscribe(() => {
    const { broadcast } = server.state;
    source = broadcast?.source ?? source;
    for (const stage of Object.values(broadcast?.stages ?? {}))
      if (stage.reason !== null) reasons.add(stage.reason.code);
  });
  try {
    await begin();
    const id = await server.until('a broadcast', ({ broadcast }) => broadcast?.id ?? null);
    const summary = await server.ended(id);
    if (source === null) throw new Error('Expected to have seen the source');
    return { summary, archive: await readArchive(summary.archiveDir), source, reasons: [...reasons] };
  } finally {
    unsubscribe();
  }
}

/** Pushes a file from its first frame to its last. */
export async function recordPush(server: TestEngine, file: string): Promise<Recorded> {
  const url = await server.pushUrl();
  let push: Push | null = null;
  const recorded = await record(server, () => {
    push = new Push(file, url);
    return Promise.resolve();
  });
  await (push as Push | null)?.ended;
  return recorded;
}

/** What one rendition holds, as a decoder and a packet reader see it. */
export interface Track {
  readonly name: string;
  readonly file: string;
  readonly packets: readonly Packet[];
  readonly segments: ReadRendition['segments'];
}

/** An archive read back. */
export interface ReadBack {
  readonly videos: readonly Track[];
  readonly audio: Track | null;
}

/**
 * Reads a broadcast back, or what one ffmpeg made of it (`init`: the init segment of its segments; needed where there were
 * several). Throws when anything is left open, lost, misaligned or not to be decoded: what every source has in common.
 */
export async function readBack(media: Media, { summary, archive }: Recorded, init?: string): Promise<ReadBack> {
  if (summary.lostSegments > 0) throw new Error(`Expected nothing to be lost, got ${summary.lostSegments} segments`);
  await untilNothingIsOpen(summary.archiveDir);
  const tracks: (Track & { kind: 'video' | 'audio' })[] = [];
  for (const rendition of archive.renditions) {
    const { name, kind } = rendition;
    const segments = rendition.segments.filter((segment) => init === undefined || segment.init === init);
    const target = media.file(`${summary.broadcastId}-${init ?? 'all'}-${name}.mp4`);
    const file = await joinSegments(summary.archiveDir, rendition, target, segments);
    const { count, complaints } = await decodedFrames(file);
    const list = await packets(file, kind === 'video' ? 'v:0' : 'a:0');
    if (complaints !== '' || count !== list.length)
      throw new Error(`${name}: ${count} of ${list.length}: ${complaints}`);
    tracks.push({ name, kind, file, packets: list, segments });
  }
  const [leader] = tracks;
  const withGaps = tracks.filter(({ segments }) => segments.some(({ gap }) => gap));
  if (withGaps.length > 0) throw new Error(`Expected no gap, got some in ${withGaps.map(({ name }) => name).join()}`);
  for (const { name, segments } of tracks) {
    const apart = segments.map(({ start }, index) =>
      Math.abs((start ?? NaN) - (leader?.segments[index]?.start ?? NaN)),
    );
    // a frame of 15 fps
    if (!(Math.max(...apart) <= 0.067) || segments.length !== leader?.segments.length) {
      throw new Error(`Expected ${name} to be cut as ${leader?.name ?? ''}, got ${apart.join(' ')}`);
    }
  }
  return {
    videos: tracks.filter(({ kind }) => kind === 'video'),
    audio: tracks.find(({ kind }) => kind === 'audio') ?? null,
  };
}

/** The largest time between a flash and its beep, in seconds, in any of the pictures. Throws when fewer than `atLeast` are there. */
export async function worstOffset({ videos, audio }: ReadBack, atLeast: number): Promise<number> {
  const heard = audio === null ? [] : await beeps(audio.file);
  let worst = 0;
  for (const { name, file } of videos) {
    const shown = await flashes(file);
    if (heard.length < atLeast || shown.length < atLeast) {
      throw new Error(`Expected ${atLeast} flashes and beeps in ${name}, got ${shown.length} and ${heard.length}`);
    }
    // a beep cut off at an end has no flash to stand beside, and the other way round
    const offsets = shown.map((at) => Math.min(...heard.map((beep) => Math.abs(beep - at))));
    worst = Math.max(worst, ...offsets);
  }
  return worst;
}

/** The packets' bits, to be compared with others. */
export function bits(list: readonly Packet[]): string[] {
  return list.map(({ size, crc }) => `${size} ${crc}`);
}
