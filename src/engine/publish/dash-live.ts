import type { BroadcastRow, SegmentRow } from '../archive/journal.js';
import { renderDashManifest } from '../package/dash-manifest.js';
import { DashPeriods } from '../package/dash-periods.js';
import type { RenditionTimeline } from '../package/rendition-timeline.js';
import { declaredRates } from './master-variants.js';

type Show = Pick<BroadcastRow, 'targetDurationSeconds' | 'liveWindowSeconds'>;

/** The MPD of one broadcast at one place: remembers the Periods that players were told of. */
export class DashLive {
  #periods = new DashPeriods();

  /** What was told is forgotten: the place lost something, or another run of Headwater told it. */
  renew(): void {
    this.#periods = new DashPeriods();
  }

  /**
   * The MPD up to sequence `edge`; null while there is nothing to name. `isThere`: whether players can fetch a closed segment.
   * `updateSeconds`: how often it is written.
   */
  render(request: {
    readonly show: Show;
    readonly timelines: readonly RenditionTimeline[];
    readonly edge: number;
    readonly isThere: (segment: SegmentRow) => boolean;
    readonly updateSeconds: number;
    readonly nowMs: number;
  }): string | null {
    const { show, timelines, edge, isThere, updateSeconds, nowMs } = request;
    this.#periods.extend(timelines, edge, isThere);
    return renderDashManifest({
      timelines,
      periods: this.#periods.periods,
      ...declared(show, timelines, false),
      live: { windowSeconds: show.liveWindowSeconds, updateSeconds, nowMs },
    });
  }
}

/** The MPD of a broadcast that is over; null when it has nothing to play. */
export function finalDashManifest(
  show: Show,
  timelines: readonly RenditionTimeline[],
  isThere: (segment: SegmentRow) => boolean = () => true,
): string | null {
  const all = new DashPeriods();
  all.extend(timelines, Math.max(-1, ...timelines.map(({ segments }) => segments.length - 1)), isThere);
  return renderDashManifest({ timelines, periods: all.periods, ...declared(show, timelines, true), live: null });
}

function declared(show: Show, timelines: readonly RenditionTimeline[], ended: boolean) {
  const { targetDurationSeconds } = show;
  const rates = (timeline: RenditionTimeline): number => declaredRates(timeline, { targetDurationSeconds, ended }).peak;
  return { targetDurationSeconds, bandwidths: new Map(timelines.map((each) => [each.row.name, rates(each)])) };
}
