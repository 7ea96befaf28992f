import { z } from 'zod';

/** Id of a broadcast: sortable by start, unguessable at its end, safe in a path, a URL and an object key. */
export const broadcastIdSchema = z.string().regex(/^\d{8}-\d{6}-[a-z0-9]{8}$/);
/** Name of a rendition: a folder name in the bucket (`720p`, `360p`, `audio`). */
export const renditionNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);
/** Channel: the folder in front of everything a creator publishes at one destination. */
export const channelSlugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
/** Text for one line: control characters, and those that turn the direction of what follows, are taken out. */
export const titleSchema = z
  .string()
  .max(2000)
  .transform((text) => text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' '))
  .pipe(z.string().trim().min(1).max(200));
/** Lines of text about a broadcast; pages show it as text. */
export const descriptionSchema = z.string().max(5000);

/** How far a link reaches. */
export const reachSchema = z.enum(['computer', 'network', 'anyone']);
export type Reach = z.infer<typeof reachSchema>;

export const linkSchema = z.object({
  /** `watch`: page of one broadcast; `channel`: permanent page; `stream`: permanent .m3u8 for TVs and VLC. */
  kind: z.enum(['watch', 'channel', 'stream']),
  url: z.string(),
  reach: reachSchema,
  /** The destination that it leads to; left out: this computer's own origin. */
  destinationId: z.string().optional(),
});
export type Link = z.infer<typeof linkSchema>;

/** What is known of an incoming stream. Null: not known (yet). Bitrates in bits per second. */
export const sourceInfoSchema = z.object({
  video: z
    .object({
      codec: z.string(),
      profile: z.string().nullable(),
      pixelFormat: z.string().nullable(),
      width: z.number().int(),
      height: z.number().int(),
      fps: z.number().nullable(),
      gopSeconds: z.number().nullable(),
      bitrate: z.number().nullable(),
    })
    .nullable(),
  audio: z
    .object({
      codec: z.string(),
      sampleRate: z.number().int().nullable(),
      channels: z.number().int().nullable(),
      bitrate: z.number().nullable(),
    })
    .nullable(),
});
export type SourceInfo = z.infer<typeof sourceInfoSchema>;

/** One rung of the ladder, or the shared sound. Bitrates in bits per second. */
export const renditionInfoSchema = z.object({
  name: renditionNameSchema,
  kind: z.enum(['video', 'audio']),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  fps: z.number().nullable(),
  codecs: z.string(),
  /** True where the source's packets are passed on untouched. */
  copied: z.boolean(),
  bandwidth: z.number().int(),
  averageBandwidth: z.number().int(),
  /** `shed`: given up for now because the machine cannot keep up. */
  status: z.enum(['active', 'shed']),
});
export type RenditionInfo = z.infer<typeof renditionInfoSchema>;

export const stageNames = ['ingest', 'transcode', 'package', 'publish'] as const;
export type StageName = (typeof stageNames)[number];

/**
 * Why a stage is in its state, as data. The UI looks the words up by `code`; `details` fills them in.
 * Codes are listed in reasons.ts.
 */
export const reasonSchema = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Reason = z.infer<typeof reasonSchema>;

export const stageStateSchema = z.object({
  status: z.enum(['idle', 'starting', 'ok', 'degraded', 'failed']),
  reason: reasonSchema.nullable(),
});
export type StageState = z.infer<typeof stageStateSchema>;

/** Where a broadcast's programme comes from. `label` never holds credentials. */
export const programmeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('encoder'), inputId: z.string(), label: z.string() }),
  z.object({ kind: z.literal('test'), label: z.string() }),
  z.object({ kind: z.literal('url'), label: z.string() }),
]);
export type Programme = z.infer<typeof programmeSchema>;

export const broadcastStatusSchema = z.enum([
  'waiting',
  'starting',
  'live',
  'reconnecting',
  'ending',
  'ended',
  'failed',
]);
export type BroadcastStatus = z.infer<typeof broadcastStatusSchema>;
