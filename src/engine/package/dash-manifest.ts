import type { SegmentRow } from '../archive/journal.js';
import type { DashPeriod } from './dash-periods.js';
import type { RenditionTimeline } from './rendition-timeline.js';
import { xmlElement } from './xml.js';

export interface DashManifestInput {
  /** In ladder order. */
  readonly timelines: readonly RenditionTimeline[];
  readonly periods: readonly DashPeriod[];
  /** Bits per second by rendition, as the master playlist would declare it alone. */
  readonly bandwidths: ReadonlyMap<string, number>;
  readonly targetDurationSeconds: number;
  /** Null: it is over, and everything is told. */
  readonly live: {
    readonly windowSeconds: number;
    /** A player asks for it again so often. */
    readonly updateSeconds: number;
    readonly nowMs: number;
  } | null;
}

interface Placed {
  readonly period: DashPeriod;
  /** On the reference's time line: of its first segment, and of the end of its last. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Period@start. */
  readonly startSeconds: number;
}

/**
 * The MPD of a broadcast (ISO/IEC 23009-1, profile isoff-live): the segments of the HLS playlists by their numbers, one
 * Period per `DashPeriod`. While live the presentation's clock is the wall clock (MPD@availabilityStartTime is the date of the
 * first segment), so that an absence of the encoder is a gap between Periods; a recording has none. Null: nothing to play.
 */
export function renderDashManifest(input: DashManifestInput): string | null {
  const { timelines, live, targetDurationSeconds } = input;
  const reference = timelines[0];
  if (reference === undefined || input.periods.length === 0) return null;
  const placed = place(timelines, input.periods, live !== null);
  const end = placed.at(-1)?.toSeconds ?? 0;
  const windowFrom = live === null ? -Infinity : end - live.windowSeconds;
  const shown = placed.filter(({ toSeconds }) => toSeconds > windowFrom);
  const periods = shown.map((each, index) =>
    renderPeriod(input, each, { windowFrom, isLast: index === shown.length - 1 }),
  );
  const timing =
    live === null
      ? { type: 'static', mediaPresentationDuration: duration(lengthOf(placed)) }
      : {
          type: 'dynamic',
          availabilityStartTime: dateOf(reference),
          publishTime: new Date(live.nowMs).toISOString(),
          minimumUpdatePeriod: duration(live.updateSeconds),
          timeShiftBufferDepth: duration(live.windowSeconds),
          suggestedPresentationDelay: duration(targetDurationSeconds * 2 + live.updateSeconds),
        };
  const root = xmlElement(
    'MPD',
    {
      xmlns: 'urn:mpeg:dash:schema:mpd:2011',
      profiles: 'urn:mpeg:dash:profile:isoff-live:2011',
      ...timing,
      minBufferTime: duration(targetDurationSeconds),
      maxSegmentDuration: duration(targetDurationSeconds + 1),
    },
    live === null ? periods : [...periods, utcTiming],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

/**
 * Players set their clocks by the Date of an answer for a file that is always there (ISO/IEC 23009-1 §5.8.5.7); where a bucket's
 * rules hide that from pages of other sites they go by their own.
 */
const utcTiming = xmlElement('UTCTiming', {
  schemeIdUri: 'urn:mpeg:dash:utc:http-head:2014',
  value: 'broadcast.json',
});

function place(
  timelines: readonly RenditionTimeline[],
  periods: readonly DashPeriod[],
  byWallClock: boolean,
): Placed[] {
  const placed: Placed[] = [];
  for (const period of periods) {
    // all renditions share one time line; this one has what is asked for here
    const member = timelines.find(({ row }) => row.name === period.renditions[0]);
    const [origin, first, last] = [0, period.first, period.last].map((sequence) => member?.segments[sequence]);
    if (member === undefined || origin === undefined || first === undefined || last === undefined) continue;
    const { timescale } = member.row;
    const fromSeconds = first.startTicks / timescale;
    const toSeconds = (last.startTicks + last.durationTicks) / timescale;
    const before = placed.at(-1);
    const sinceOrigin = fromSeconds - origin.startTicks / timescale;
    const sinceBefore = before === undefined ? null : before.startSeconds + fromSeconds - before.fromSeconds;
    const byDate = (first.programDateTimeMs - origin.programDateTimeMs) / 1000;
    const onWallClock = sinceBefore === null || first.discontinuity ? byDate : sinceBefore;
    placed.push({ period, fromSeconds, toSeconds, startSeconds: byWallClock ? onWallClock : sinceOrigin });
  }
  return placed;
}

function lengthOf(placed: readonly Placed[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.startSeconds + last.toSeconds - last.fromSeconds;
}

function dateOf({ segments }: RenditionTimeline): string {
  return new Date(segments[0]?.programDateTimeMs ?? 0).toISOString();
}

function renderPeriod(
  { timelines, bandwidths, live }: DashManifestInput,
  placed: Placed,
  { windowFrom, isLast }: { readonly windowFrom: number; readonly isLast: boolean },
): string {
  const { period, fromSeconds, toSeconds, startSeconds } = placed;
  const members = timelines.filter(({ row }) => period.renditions.includes(row.name));
  const sets = (['video', 'audio'] as const).flatMap((kind) => {
    const ofKind = members.filter(({ row }) => row.kind === kind);
    if (ofKind.length === 0) return [];
    const representations = ofKind.map((timeline) =>
      renderRepresentation(timeline, period, {
        fromSeconds,
        windowFrom,
        bandwidth: bandwidths.get(timeline.row.name) ?? 1,
      }),
    );
    const attributes = {
      id: kind,
      contentType: kind,
      mimeType: `${kind}/mp4`,
      segmentAlignment: 'true',
      startWithSAP: 1,
    };
    return [xmlElement('AdaptationSet', attributes, representations)];
  });
  const isOpen = live !== null && isLast;
  return xmlElement(
    'Period',
    {
      id: String(period.first),
      start: duration(startSeconds),
      duration: isOpen ? null : duration(toSeconds - fromSeconds),
    },
    sets,
  );
}

function renderRepresentation(
  { row, segments }: RenditionTimeline,
  period: DashPeriod,
  told: { readonly fromSeconds: number; readonly windowFrom: number; readonly bandwidth: number },
): string {
  const starts = period.soundStarts.get(row.name);
  // a live Period may be hours long, and its window is at its end
  const isGone = (each: SegmentRow): boolean =>
    (each.startTicks + each.durationTicks) / row.timescale <= told.windowFrom;
  const lastGone = segments.findLastIndex((each) => each.sequence <= period.last && isGone(each));
  const listed = segments
    .slice(Math.max(period.first, lastGone + 1), period.last + 1)
    .map((each) => ({ ...each, startTicks: starts?.[each.sequence - period.first] ?? each.startTicks }));
  const template = xmlElement(
    'SegmentTemplate',
    {
      timescale: row.timescale,
      presentationTimeOffset: Math.round(told.fromSeconds * row.timescale),
      initialization: `$RepresentationID$/init-${period.init}.mp4`,
      media: '$RepresentationID$/$Number$.m4s',
      startNumber: listed[0]?.sequence ?? period.first,
    },
    [xmlElement('SegmentTimeline', {}, timelineEntries(listed))],
  );
  const attributes = {
    id: row.name,
    codecs: row.codecs,
    bandwidth: Math.ceil(told.bandwidth),
    width: row.width,
    height: row.height,
    frameRate: row.fps === null ? null : `${Math.round(row.fps * 1000)}/1000`,
  };
  return xmlElement('Representation', attributes, [template]);
}

/** Segments of one length in a row are one entry. */
function timelineEntries(segments: readonly SegmentRow[]): string[] {
  const entries: { t: number | null; d: number; r: number }[] = [];
  let end = -1;
  for (const { startTicks, durationTicks } of segments) {
    const last = entries.at(-1);
    const follows = startTicks === end;
    if (last !== undefined && follows && last.d === durationTicks) last.r += 1;
    else entries.push({ t: follows ? null : startTicks, d: durationTicks, r: 0 });
    end = startTicks + durationTicks;
  }
  return entries.map(({ t, d, r }) => xmlElement('S', { t, d, r: r === 0 ? null : r }));
}

/** An xs:duration in seconds, to the microsecond. */
function duration(seconds: number): string {
  return `PT${Number(Math.max(0, seconds).toFixed(6))}S`;
}
