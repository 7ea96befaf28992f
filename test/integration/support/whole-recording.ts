import path from 'node:path';
import { expect } from 'vitest';
import { decodedFrames } from './decode.js';
import type { Media } from './media.js';
import type { NumberedClip } from './numbered-clip.js';
import { joinSegments, readArchive, untilNothingIsOpen, type ReadArchive, type ReadRendition } from './read-archive.js';

/** Frames of the picture and packets of the sound may lie this far apart across renditions. */
const alignedSeconds = 0.07;
/** Where everything stops at once, a rendition may be so much behind the copied one: a part of 0.5 s and the way to it. */
const longestUnevenEndSeconds = 1.2;

/**
 * Reads an ended broadcast back and expects it to be whole: valid playlists with ENDLIST, every object there, nothing left
 * open, all renditions with the same segments at the same times, and every rendition decoded to its end without a complaint.
 * `mayLackTail`: the disk took nothing any more, and a rendition that a busy machine made later than the copied one ends earlier.
 */
export async function expectWholeRecording(
  archiveDir: string,
  { mayLackTail = false }: { readonly mayLackTail?: boolean } = {},
): Promise<ReadArchive> {
  const archive = await readArchive(archiveDir);
  await untilNothingIsOpen(archiveDir);
  const leader = archive.renditions[0];
  for (const rendition of archive.renditions) {
    const { name, segments, ended } = rendition;
    expect([name, ended]).toEqual([name, true]);
    // where everything stops at once, one may have begun a segment that another has not
    expect(Math.abs(segments.length - (leader?.segments.length ?? 0)), name).toBeLessThanOrEqual(1);
    for (const [index, segment] of segments.entries()) {
      const model = leader?.segments[index];
      expect([name, segment.sequence]).toEqual([name, index]);
      if (model !== undefined) expect([name, index, segment.discontinuity]).toEqual([name, index, model.discontinuity]);
      if (mayLackTail && segments.slice(index).every(({ gap }) => gap)) continue;
      if (segment.gap) {
        // the end of a stretch came before this rendition had a whole part of its own
        expect([name, segment.uri, segments[index + 1]?.discontinuity]).toEqual([name, segment.uri, true]);
        expect(segment.duration, `${name}/${segment.uri}`).toBeLessThan(longestUnevenEndSeconds);
        continue;
      }
      if (model === undefined || model.gap) continue;
      const apart = Math.abs((segment.start ?? NaN) - (model.start ?? NaN));
      expect(apart, `${name}/${segment.uri}`).toBeLessThan(alignedSeconds);
    }
    const { count, complaints } = await decodedFrames(path.join(archiveDir, name, 'index.m3u8'));
    const samples = segments.reduce((sum, segment) => sum + segment.samples, 0);
    expect([name, faultsOf(complaints)]).toEqual([name, []]);
    if (rendition.kind === 'video') expect([name, count]).toEqual([name, samples]);
  }
  const { complaints } = await decodedFrames(path.join(archiveDir, 'master.m3u8'));
  expect(faultsOf(complaints)).toEqual([]);
  return archive;
}

/**
 * What ffmpeg complains of without reason: the init segment that comes with a discontinuity, and EXT-X-GAP, which it does
 * not know (5.1).
 */
const harmless = /Found duplicated MOOV Atom|Last message repeated|Failed to open segment \d+ of playlist/;

function faultsOf(complaints: string): string[] {
  return complaints.split('\n').filter((line) => line !== '' && !harmless.test(line));
}

/** The rendition that passes the source's own packets on. */
export function topOf(archive: ReadArchive): ReadRendition {
  const [top] = archive.renditions;
  if (top === undefined || top.kind !== 'video') throw new Error('Expected a picture first');
  return top;
}

/** The discontinuities of a recording, in sequence numbers. */
export function discontinuitiesOf(archive: ReadArchive): number[] {
  return topOf(archive).segments.flatMap(({ sequence, discontinuity }) => (discontinuity ? [sequence] : []));
}

/** The numbers of the clip's pictures in the copied rung, one list for each stretch between discontinuities. */
export async function recordedNumbers(
  archiveDir: string,
  archive: ReadArchive,
  clip: NumberedClip,
  media: Media,
): Promise<number[][]> {
  const top = topOf(archive);
  const stretches: (typeof top.segments)[number][][] = [];
  for (const segment of top.segments) {
    if (segment.discontinuity || stretches.length === 0) stretches.push([]);
    stretches.at(-1)?.push(segment);
  }
  const numbers: number[][] = [];
  for (const stretch of stretches) {
    numbers.push(await clip.numbersIn(await joinSegments(archiveDir, top, media.file('stretch.mp4'), stretch)));
  }
  return numbers;
}
