import type { SegmentRow } from '../../archive/journal.js';
import { renderMediaPlaylist } from '../../package/media-playlist.js';
import type { RenditionTimeline } from '../../package/rendition-timeline.js';

/** What of a rendition is in the bucket. */
export interface Presence {
  isThere(segment: SegmentRow): boolean;
  isInitThere(rendition: string, init: number): boolean;
}

/**
 * A live playlist of what the bucket has, up to sequence `edge`: what is not there yet is a gap (EXT-X-GAP goes when it is;
 * decision record 0015), so that nothing is named that cannot be fetched. `windowSeconds`: Infinity for the whole history.
 */
export function renderBucketPlaylist(options: {
  readonly timeline: RenditionTimeline;
  readonly presence: Presence;
  readonly edge: number;
  readonly windowSeconds: number;
  readonly targetDurationSeconds: number;
  /** Nothing more will come, though it has gaps. */
  readonly ended?: boolean;
}): string {
  const { timeline, edge, presence } = options;
  const segments = withGaps(timeline, windowUpTo(timeline, edge, options.windowSeconds), presence);
  return renderMediaPlaylist({
    segments,
    timescale: timeline.row.timescale,
    targetDurationSeconds: options.targetDurationSeconds,
    discontinuitySequence: timeline.discontinuitiesBefore(segments[0]),
    ended: options.ended ?? false,
  });
}

function windowUpTo(timeline: RenditionTimeline, edge: number, seconds: number): readonly SegmentRow[] {
  const { segments } = timeline;
  const end = Math.min(edge + 1, segments.length);
  let ticks = seconds * timeline.row.timescale;
  let from = end;
  while (from > 0 && ticks > 0) {
    from -= 1;
    ticks -= segments[from]?.durationTicks ?? 0;
  }
  return segments.slice(from, end);
}

/**
 * A gap names the init segment of its neighbours: its own may not be there either. Where nothing of the window is there it
 * is the one that was last before it.
 */
function withGaps(
  timeline: RenditionTimeline,
  segments: readonly SegmentRow[],
  presence: Presence,
): readonly SegmentRow[] {
  const isInitThere = ({ rendition, init }: SegmentRow): boolean => presence.isInitThere(rendition, init);
  let init = (segments.find(isInitThere) ?? timeline.segments.findLast(isInitThere))?.init ?? null;
  return segments.map((segment) => {
    const isThere = segment.state === 'closed' && presence.isThere(segment);
    if (isInitThere(segment)) init = segment.init;
    return isThere ? segment : { ...segment, state: 'gap' as const, init: init ?? segment.init };
  });
}
