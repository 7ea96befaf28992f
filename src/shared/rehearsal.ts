import { z } from 'zod';
import { linkSchema, reasonSchema } from './domain.js';

/** Half of what was seen is at most `p50`, 95 % at most `p95`. Milliseconds. */
const spreadSchema = z.object({ p50Ms: z.number(), p95Ms: z.number(), count: z.number().int() });
export type Spread = z.infer<typeof spreadSchema>;

/** What a rehearsal has measured. Null: could not be measured. Bitrates in bits per second. */
export const rehearsalReportSchema = z.object({
  durationSeconds: z.number(),
  /**
   * From the time that a picture is dated with (when it came in at the packager: composing, encoding and the ladder come
   * before) until a viewer at the link has read the segment that holds it: its first picture, which waits longest, and its last.
   */
  firstPicture: spreadSchema.nullable(),
  lastPicture: spreadSchema.nullable(),
  /** What the whole ladder takes, and what the line has carried while it was busy; null on this computer, where nothing is sent. */
  uplink: z.object({ usedBitrate: z.number(), measuredBitrate: z.number().nullable() }),
  /**
   * By the time stamps of what a viewer read, not by ear and eye: how much later (positive) the sound of a segment begins than
   * its picture, the largest of them. What a camera or microphone was late before it was stamped is not in it.
   */
  soundAfterPictureMs: z.number().nullable(),
  rungs: z.array(
    z.object({
      name: z.string(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      fps: z.number().nullable(),
      averageBitrate: z.number(),
      copied: z.boolean(),
    }),
  ),
  segments: z.number().int(),
  /** Begun, and not in the archive. */
  lostSegments: z.number().int(),
  /** Segments that the playlist had named and a viewer did not get. */
  unreadSegments: z.number().int(),
  /** All of it is at its destination. False: not in the time that is waited for it (Rehearsal.reason: why). */
  isWhole: z.boolean(),
});
export type RehearsalReport = z.infer<typeof rehearsalReportSchema>;

/**
 * A rehearsal: the whole way to the destination, listed nowhere, and removed afterwards. `sending`: on · `measuring`: over, the
 * rest is on its way · `ready`: played back at its links until it is put away · `deleting`: on its way out (`reason`: why that
 * waits) · `failed`: nothing came of it.
 */
export const rehearsalSchema = z.object({
  broadcastId: z.string(),
  status: z.enum(['sending', 'measuring', 'ready', 'deleting', 'failed']),
  reason: reasonSchema.nullable(),
  links: z.array(linkSchema),
  /** When it is removed by itself, epoch milliseconds; null: not yet known. */
  removeAtMs: z.number().nullable(),
  report: rehearsalReportSchema.nullable(),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;
