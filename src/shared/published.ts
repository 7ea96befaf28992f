import { z } from 'zod';
import { broadcastIdSchema } from './domain.js';

/**
 * `b/<broadcast>/broadcast.json`: what the viewer page of one broadcast reads. Everything in it is text to show or a path
 * relative to the file; the page treats it as hostile.
 */
export const broadcastJsonSchema = z.object({
  version: z.literal(1),
  id: broadcastIdSchema,
  title: z.string().max(200),
  /** Lines of text; left out by a Headwater that had none. */
  description: z.string().max(5000).optional(),
  /** False: the channel's pages do not name it. Left out: they do. */
  isListed: z.boolean().optional(),
  channelName: z.string().max(100),
  state: z.enum(['waiting', 'live', 'reconnecting', 'ended']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  /** Relative to this file; null until the first segments are there. */
  master: z.literal('master.m3u8').nullable(),
  /** Full history while live (a master playlist), null until first written. */
  dvr: z.literal('dvr.m3u8').nullable(),
  poster: z.literal('poster.jpg').nullable(),
  /** While live, where segments are so short that the page asks for the next one before a playlist names it. */
  ahead: z.object({ segmentSeconds: z.number().min(0.2).max(2) }).optional(),
  /** While it goes on: its studio renews the channel's lease, so that who reads that one knows whether the studio is there. */
  hasLease: z.literal(true).optional(),
  updatedAt: z.string(),
});
export type BroadcastJson = z.infer<typeof broadcastJsonSchema>;

const listedRecordingSchema = z.object({
  id: broadcastIdSchema,
  title: z.string().max(200),
  startedAt: z.string(),
  durationSeconds: z.number(),
  poster: z.boolean(),
});
export type ListedRecording = z.infer<typeof listedRecordingSchema>;

/** Where older recordings are listed, relative to the channel's root: a month each. */
const olderPageSchema = z.string().regex(/^recordings\/\d{4}-\d{2}\.json$/);

/** `channel.json` at the channel's root: live now and the newest recordings, newest first. */
export const channelJsonSchema = z.object({
  version: z.literal(1),
  name: z.string().max(100),
  live: z.object({ id: broadcastIdSchema, title: z.string().max(200), startedAt: z.string() }).nullable(),
  recordings: z.array(listedRecordingSchema),
  /** The page with those that follow; it may list some of these again. Null (or missing): these are all. */
  older: olderPageSchema.nullable().optional(),
  updatedAt: z.string(),
});
export type ChannelJson = z.infer<typeof channelJsonSchema>;

/** `recordings/<month>.json`: all recordings of one month (UTC, by their ids), newest first. */
export const recordingsJsonSchema = z.object({
  version: z.literal(1),
  recordings: z.array(listedRecordingSchema),
  /** The next older month that has any; null: there is none. */
  older: olderPageSchema.nullable(),
});
export type RecordingsJson = z.infer<typeof recordingsJsonSchema>;
