import { z } from 'zod';
import { broadcastStatusSchema, programmeSchema } from '../../shared/domain.js';
import { visibilitySchema } from '../../shared/visibility.js';
import type { BroadcastRow, RenditionRow, SegmentRow } from '../archive/journal.js';

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'Expected JSON' });
    return z.NEVER;
  }
});

/** A row of `broadcasts` as SQLite gives it (columns named by `broadcastColumns`). */
export const broadcastRowSchema: z.ZodType<BroadcastRow> = z.object({
  id: z.string(),
  channel: z.string(),
  title: z.string(),
  description: z.string(),
  visibility: visibilitySchema,
  showId: z.string().nullable(),
  programme: json.pipe(programmeSchema),
  status: broadcastStatusSchema,
  repaired: flag,
  createdAtMs: z.number(),
  liveAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
  lastMediaAtMs: z.number().nullable(),
  targetDurationSeconds: z.number(),
  segmentSeconds: z.number(),
  partSeconds: z.number(),
  reconnectWindowSeconds: z.number(),
  liveWindowSeconds: z.number(),
  durationSeconds: z.number().nullable(),
  sizeBytes: z.number().nullable(),
});

/** A row of `renditions`. */
export const renditionRowSchema: z.ZodType<RenditionRow> = z.object({
  broadcastId: z.string(),
  name: z.string(),
  kind: z.enum(['video', 'audio']),
  position: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  fps: z.number().nullable(),
  codecs: z.string(),
  copied: flag,
  timescale: z.number(),
  maxBitrate: z.number().nullable(),
});

/** A row of `segments`. */
export const segmentRowSchema: z.ZodType<SegmentRow> = z.object({
  broadcastId: z.string(),
  rendition: z.string(),
  sequence: z.number(),
  init: z.number(),
  state: z.enum(['open', 'closed', 'gap']),
  startTicks: z.number(),
  durationTicks: z.number(),
  sizeBytes: z.number(),
  programDateTimeMs: z.number(),
  discontinuity: flag,
});

/** Field of the row → column of the table, in the order of the table. */
export const broadcastColumns: Readonly<Record<keyof BroadcastRow, string>> = {
  id: 'id',
  channel: 'channel',
  title: 'title',
  description: 'description',
  visibility: 'visibility',
  showId: 'show_id',
  programme: 'programme',
  status: 'status',
  repaired: 'repaired',
  createdAtMs: 'created_at_ms',
  liveAtMs: 'live_at_ms',
  endedAtMs: 'ended_at_ms',
  lastMediaAtMs: 'last_media_at_ms',
  targetDurationSeconds: 'target_duration_seconds',
  segmentSeconds: 'segment_seconds',
  partSeconds: 'part_seconds',
  reconnectWindowSeconds: 'reconnect_window_seconds',
  liveWindowSeconds: 'live_window_seconds',
  durationSeconds: 'duration_seconds',
  sizeBytes: 'size_bytes',
};

export const renditionColumns: Readonly<Record<keyof RenditionRow, string>> = {
  broadcastId: 'broadcast_id',
  name: 'name',
  kind: 'kind',
  position: 'position',
  width: 'width',
  height: 'height',
  fps: 'fps',
  codecs: 'codecs',
  copied: 'copied',
  timescale: 'timescale',
  maxBitrate: 'max_bitrate',
};

export const segmentColumns: Readonly<Record<keyof SegmentRow, string>> = {
  broadcastId: 'broadcast_id',
  rendition: 'rendition',
  sequence: 'sequence',
  init: 'init',
  state: 'state',
  startTicks: 'start_ticks',
  durationTicks: 'duration_ticks',
  sizeBytes: 'size_bytes',
  programDateTimeMs: 'program_date_time_ms',
  discontinuity: 'discontinuity',
};
