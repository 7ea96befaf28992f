import type { ListedPlaylist } from '../../shared/listed-playlist.js';

/** A part of a segment, as a playlist names it. */
export interface ListedPart {
  readonly durationSeconds: number;
  readonly isIndependent: boolean;
}

/** The segment that is being filled: behind the last one that the ordinary playlist names. */
export interface OpenSegment {
  readonly sequence: number;
  readonly parts: readonly ListedPart[];
  readonly init: number;
  readonly isDiscontinuity: boolean;
}

/** Where another rendition is (EXT-X-RENDITION-REPORT). */
export interface RenditionReport {
  /** Relative to this playlist. */
  readonly uri: string;
  readonly lastMsn: number;
  /** Null: the segment `lastMsn` is whole. */
  readonly lastPart: number | null;
}

export interface LowLatencyInput {
  readonly base: ListedPlaylist;
  readonly partTargetSeconds: number;
  /** Parts of segments that the ordinary playlist names, by their sequence. */
  readonly partsOf: (sequence: number) => readonly ListedPart[];
  readonly open: OpenSegment | null;
  readonly reports: readonly RenditionReport[];
  /** EXT-X-SKIP instead of what the player has (§6.2.5.1). */
  readonly skips: boolean;
}

/** A player may leave out what is older than so many target durations, six at least (§4.4.3.8). */
const skipTargets = 6;
/** Parts of older segments need not be named (§6.2.2). */
const partTargets = 3;

export const partName = (sequence: number, part: number): string => `${sequence}.${part}.m4s`;

/**
 * The same playlist for players with low latency: parts of what is new, of the open segment too, where the next one will be, and
 * how to wait for it (RFC 8216bis §4.4.3.7, §4.4.3.8, §4.4.4.9, §4.4.5.3, §4.4.5.4).
 */
export function renderLowLatency(input: LowLatencyInput): string {
  const { base, open, partTargetSeconds, reports } = input;
  const target = partTargetSeconds.toFixed(3);
  const control = [
    'CAN-BLOCK-RELOAD=YES',
    `PART-HOLD-BACK=${(partTargetSeconds * 3).toFixed(3)}`,
    `CAN-SKIP-UNTIL=${base.targetSeconds * skipTargets}`,
  ];
  const skipped = input.skips ? skippable(base) : 0;
  const named = namedFrom(base);
  const next = open ?? { sequence: (base.segments.at(-1)?.sequence ?? -1) + 1, parts: [] };
  return [
    ...base.header.map((line) => (line.startsWith('#EXT-X-VERSION:') ? '#EXT-X-VERSION:9' : line)),
    `#EXT-X-SERVER-CONTROL:${control.join(',')}`,
    `#EXT-X-PART-INF:PART-TARGET=${target}`,
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : []),
    ...base.segments.slice(skipped).flatMap((segment) => {
      const parts = segment.sequence >= named ? input.partsOf(segment.sequence) : [];
      return [
        ...segment.lines.slice(0, -2),
        ...parts.map((part, index) => partLine(segment.sequence, index, part)),
        ...segment.lines.slice(-2),
      ];
    }),
    ...(open === null ? [] : openLines(open, base.init)),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partName(next.sequence, next.parts.length)}"`,
    ...reports.map(
      ({ uri, lastMsn, lastPart }) =>
        `#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${lastMsn}${lastPart === null ? '' : `,LAST-PART=${lastPart}`}`,
    ),
    '',
  ].join('\n');
}

function openLines({ sequence, parts, init, isDiscontinuity }: OpenSegment, lastInit: number | null): string[] {
  if (parts.length === 0) return [];
  return [
    ...(isDiscontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(init === lastInit ? [] : [`#EXT-X-MAP:URI="init-${init}.mp4"`]),
    ...parts.map((part, index) => partLine(sequence, index, part)),
  ];
}

function partLine(sequence: number, index: number, { durationSeconds, isIndependent }: ListedPart): string {
  const attributes = [`DURATION=${durationSeconds.toFixed(5)}`, `URI="${partName(sequence, index)}"`];
  return `#EXT-X-PART:${[...attributes, ...(isIndependent ? ['INDEPENDENT=YES'] : [])].join(',')}`;
}

/** How many segments at the front lie before the skip boundary. */
function skippable({ segments, targetSeconds }: ListedPlaylist): number {
  let left = targetSeconds * skipTargets;
  for (let index = segments.length; index > 0; index -= 1) {
    left -= segments[index - 1]?.durationSeconds ?? 0;
    if (left < 0.001) return index - 1;
  }
  return 0;
}

/** The first sequence whose parts are named. */
function namedFrom({ segments, targetSeconds }: ListedPlaylist): number {
  let left = targetSeconds * partTargets;
  for (let index = segments.length; index > 0; index -= 1) {
    left -= segments[index - 1]?.durationSeconds ?? 0;
    if (left < 0) return segments[index]?.sequence ?? Infinity;
  }
  return segments[0]?.sequence ?? 0;
}
