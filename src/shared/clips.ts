import { z } from 'zod';
import { broadcastIdSchema, linkSchema, renditionNameSchema } from './domain.js';

/** How many of the newest seconds a clip may hold. */
export const clipLengths = [30, 60, 120] as const;

/** Names a clip within its broadcast: a folder, and part of its link. Made from the command that asked for it. */
export const clipIdSchema = z.string().regex(/^[a-z0-9]{16}$/);

/** A clip as the studio shows it: whole segments of a broadcast under a link of their own. It goes with its broadcast. */
export const clipSchema = z.object({
  id: clipIdSchema,
  broadcastId: broadcastIdSchema,
  title: z.string(),
  createdAtMs: z.number(),
  durationSeconds: z.number(),
  /** `publishing`: its link for this computer or network opens already, that at the destination not yet. */
  status: z.enum(['publishing', 'ready']),
  /** The farthest-reaching first; at a destination only what was read back. */
  links: z.array(linkSchema),
});
export type Clip = z.infer<typeof clipSchema>;

/**
 * `b/<broadcast>/clips/<clip>/clip.json`: which segments a clip is made of, and what its page shows. Written before anything
 * else of it; its playlists and page follow from it. To the page it is the `broadcast.json` of a recording.
 */
export const clipJsonSchema = z.object({
  version: z.literal(1),
  /** Of the broadcast. */
  id: broadcastIdSchema,
  clipId: clipIdSchema,
  title: z.string().max(200),
  channelName: z.string().max(100),
  isListed: z.literal(false),
  state: z.literal('ended'),
  /** Programme-date-time of its first picture. */
  startedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  durationSeconds: z.number().positive(),
  master: z.literal('master.m3u8'),
  /** Sequence numbers of its segments, ascending; what is missing in between was not there. */
  sequences: z.array(z.number().int().nonnegative()).min(1).max(1000),
  /** In ladder order; each has all of the segments. */
  renditions: z.array(renditionNameSchema).min(1).max(64),
});
export type ClipJson = z.infer<typeof clipJsonSchema>;
