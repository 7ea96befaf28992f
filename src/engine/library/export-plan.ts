import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import type { TrackConfig } from './track-config.js';

/** A hole-free lower rung is preferred to a top rung that lacks more than this share of the programme. */
const toleratedLoss = 0.01;

/** Segments in order that share one decoder configuration. */
export interface Stretch {
  readonly init: number;
  readonly segments: readonly SegmentRow[];
}

/** The seconds that closed segments of a rendition last. */
export function closedSeconds(rendition: RenditionRow, segments: readonly SegmentRow[]): number {
  const ticks = segments.reduce((sum, row) => sum + (row.state === 'closed' ? row.durationTicks : 0), 0);
  return ticks / rendition.timescale;
}

/**
 * The picture worth keeping: the top rung, unless it was shed for a while and a lower one was not. Null when no rendition
 * of the kind has anything.
 */
export function chooseRendition(
  kind: RenditionRow['kind'],
  renditions: readonly RenditionRow[],
  secondsOf: (rendition: RenditionRow) => number,
): RenditionRow | null {
  const candidates = renditions
    .filter((rendition) => rendition.kind === kind && secondsOf(rendition) > 0)
    .sort((a, b) => a.position - b.position);
  const longest = Math.max(0, ...candidates.map(secondsOf));
  return candidates.find((rendition) => secondsOf(rendition) >= longest * (1 - toleratedLoss)) ?? null;
}

/**
 * Cuts the segments where the decoder configuration changes. What cannot share a track is left out: of several codecs the
 * one that lasts longest stays. Sound must share one configuration (`mp4a` cannot change on the way), pictures need only
 * share the codec (`avc1`, …), as their parameter sets can travel inside the stream.
 */
export function planStretches(
  kind: RenditionRow['kind'],
  segments: readonly SegmentRow[],
  configs: ReadonlyMap<number, TrackConfig>,
): { readonly stretches: readonly Stretch[]; readonly leftOut: readonly SegmentRow[] } {
  const familyOf = (row: SegmentRow): string | undefined => {
    const config = configs.get(row.init);
    return kind === 'audio' ? config?.fingerprint : config?.entry;
  };
  const ticks = new Map<string, number>();
  for (const row of segments) {
    const family = familyOf(row);
    if (family !== undefined) ticks.set(family, (ticks.get(family) ?? 0) + row.durationTicks);
  }
  const [longest] = [...ticks].sort((a, b) => b[1] - a[1]);
  const kept = segments.filter((row) => longest !== undefined && familyOf(row) === longest[0]);
  const keptSet = new Set(kept);
  return {
    stretches: cutAtChanges(kept, configs),
    leftOut: segments.filter((row) => !keptSet.has(row)),
  };
}

function cutAtChanges(segments: readonly SegmentRow[], configs: ReadonlyMap<number, TrackConfig>): Stretch[] {
  const stretches: { init: number; segments: SegmentRow[] }[] = [];
  for (const row of segments) {
    const open = stretches.at(-1);
    const isSame = open !== undefined && configs.get(open.init)?.fingerprint === configs.get(row.init)?.fingerprint;
    if (isSame) open.segments.push(row);
    else stretches.push({ init: row.init, segments: [row] });
  }
  return stretches;
}
