import type { RenditionRow, SegmentRow } from '../archive/journal.js';

/** One rendition with the newest of its segments, or with all: consecutive, none open. */
export interface RenditionTail {
  readonly row: RenditionRow;
  readonly segments: readonly SegmentRow[];
}

/** What a clip is made of: the same sequences of each rendition, all of them there. */
export interface ClipSelection {
  /** In ladder order, the sound last. */
  readonly renditions: readonly RenditionTail[];
  /** Ascending. */
  readonly sequences: readonly number[];
}

/** A rendition that is so many segments behind has stopped: nothing waits for it. */
const stoppedAfterSegments = 3;

/**
 * The newest whole segments that last at least `seconds` together, as far as there are any. A sequence that lacks its sound, or
 * every picture, is left out as a whole; a rung that lacks one which others have (it was shed, or came later) is left out of
 * the clip. Null: there is nothing.
 */
export function selectClip(tails: readonly RenditionTail[], seconds: number): ClipSelection | null {
  const known = tails.filter(({ segments }) => segments.length > 0);
  const edges = known.map(({ segments }) => segments.at(-1)?.sequence ?? -1);
  const newest = Math.max(-1, ...edges);
  const edge = Math.min(newest, ...edges.filter((each) => each > newest - stoppedAfterSegments));
  const pictures = known.filter(({ row }) => row.kind === 'video');
  const leaders = pictures.length > 0 ? pictures : known;
  const sounds = known.filter((tail) => !leaders.includes(tail));
  const leader = leaders[0];
  if (leader === undefined) return null;
  const playable = window(leader, edge, seconds).filter(
    (sequence) => sounds.every((tail) => has(tail, sequence)) && leaders.some((tail) => has(tail, sequence)),
  );
  const counts = leaders.map((tail) => playable.filter((sequence) => has(tail, sequence)).length);
  const most = Math.max(0, ...counts);
  const [fullest] = leaders.filter((_tail, index) => counts[index] === most);
  if (fullest === undefined || most === 0) return null;
  return pick(known, (sequence) => playable.includes(sequence) && has(fullest, sequence));
}

/** The clip of these sequences and renditions, as it was selected before. Null where the archive has them no more. */
export function selectAgain(
  tails: readonly RenditionTail[],
  wanted: { readonly sequences: readonly number[]; readonly renditions: readonly string[] },
): ClipSelection | null {
  const named = tails.filter(({ row }) => wanted.renditions.includes(row.name));
  const sequences = new Set(wanted.sequences);
  const selection = named.length === wanted.renditions.length ? pick(named, (each) => sequences.has(each)) : null;
  const isWhole =
    selection?.sequences.length === sequences.size && selection.renditions.length === wanted.renditions.length;
  return isWhole ? selection : null;
}

function window({ row, segments }: RenditionTail, edge: number, seconds: number): number[] {
  const found: number[] = [];
  let ticks = seconds * row.timescale;
  for (const segment of segments.toReversed()) {
    if (segment.sequence > edge) continue;
    if (ticks <= 0) break;
    ticks -= segment.durationTicks;
    found.unshift(segment.sequence);
  }
  return found;
}

/** The renditions that have all that any of them has of these. */
function pick(tails: readonly RenditionTail[], isWanted: (sequence: number) => boolean): ClipSelection {
  const picked = tails.map(({ row, segments }) => ({
    row,
    segments: segments.filter(({ state, sequence }) => state === 'closed' && isWanted(sequence)),
  }));
  const most = Math.max(0, ...picked.map(({ segments }) => segments.length));
  const whole = picked.filter(({ segments }) => segments.length === most && most > 0);
  const sequences = (whole[0]?.segments ?? []).map(({ sequence }) => sequence);
  // a hole breaks off the time line; so does what any of them says of itself
  const breaks = new Set(
    whole.flatMap(({ segments }) => segments.flatMap((each) => (each.discontinuity ? [each.sequence] : []))),
  );
  for (const [index, sequence] of sequences.entries()) {
    if (index > 0 && sequence !== (sequences[index - 1] ?? NaN) + 1) breaks.add(sequence);
  }
  return {
    renditions: whole.map(({ row, segments }) => ({
      row,
      segments: segments.map((each) => ({ ...each, discontinuity: breaks.has(each.sequence) })),
    })),
    sequences,
  };
}

function has({ segments }: RenditionTail, sequence: number): boolean {
  const segment = segments[sequence - (segments[0]?.sequence ?? 0)];
  return segment?.sequence === sequence && segment.state === 'closed';
}
