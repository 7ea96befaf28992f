import { z } from 'zod';
import { descriptionSchema, titleSchema } from './domain.js';
import { errorCodes } from './errors.js';
import type { Visibility } from './visibility.js';

/**
 * The studio's own feed: Matroska over one binary WebSocket (`/feed`), opened in the compositor's worker.
 *
 * Studio → engine: first a text frame `hello`, then binary frames: the Matroska stream's bytes in order, cut anywhere (one stream
 * per socket: a picture that begins with a keyframe, and sound; its time stamps may begin anywhere); at the
 * end a text frame `end` (a socket that closes without it has broken off: the broadcast waits in its reconnect window).
 * Behind `end` the engine packs what it has got, ends the broadcast and closes the socket (1000).
 * Engine → studio: text frames only: `ready` or `refused` once, then `taken` with the count of bytes that ffmpeg has been
 * given since `ready`, at least every 256 KB and 200 ms while there are any. The studio keeps what is sent and not taken
 * below `feedLimits.untakenBytes`: beyond it drops pictures up to the next IDR, never sound, and counts them.
 * One feed at a time: a new one of the same show takes the place of the old, which is told `replaced`. One of another show is
 * refused with `broadcast.busy` while a broadcast is on.
 *
 * A show outlives its sockets: after a broken one (also after a reload, or when the engine was restarted) the studio sends
 * `hello` with the same `showId` and a new Matroska stream. Within the reconnect window the broadcast goes on with it, later it
 * is refused with `broadcast.not-found`, for good: nobody goes live again by coming back. `broadcast.not-found` also tells a
 * feed under way that its broadcast was ended.
 */
export const feedPath = '/feed';

/** The input that the studio's broadcasts have (Programme.inputId). It has no key, and is not among `StudioState.inputs`. */
export const studioInputId = 'studio';

export const feedCloseCodes = {
  /** All that was sent before `end` is packed. */
  done: 1000,
  /** The engine stops: it may be back soon. */
  engineStops: 1001,
  /** Behind `refused`. */
  refused: 4000,
  /** Behind `replaced`. */
  replaced: 4001,
} as const;

export const feedLimits = {
  untakenBytes: 4 * 1024 * 1024,
  messageBytes: 1024 * 1024,
  /** Between the socket's opening and its `hello`. */
  helloMs: 5_000,
  /** For so long ffmpeg may take nothing while bytes wait for it, or the stream bring no picture: then it is refused (retryable). */
  stalledMs: 15_000,
} as const;

/** What shall become of it. `live`: at the creator's destination; `record`: on this computer, listed nowhere but in the library; `rehearse`: unlisted at the destination, and deleted afterwards. */
export const feedPurposeSchema = z.enum(['live', 'record', 'rehearse']);
export type FeedPurpose = z.infer<typeof feedPurposeSchema>;

/** Who may see what comes of it. */
export const visibilityOf: Readonly<Record<FeedPurpose, Visibility>> = {
  live: 'public',
  record: 'private',
  rehearse: 'unlisted',
};

export const feedHelloSchema = z.object({
  type: z.literal('hello'),
  version: z.literal(1),
  /** Random, of one composing studio: the same after a broken socket, another one after a reload. */
  studioId: z.uuid(),
  /** Random, of one press of "Go live": the same for everything that belongs to its broadcast. After a reload it is in `StudioState.studioFeed`. */
  showId: z.uuid(),
  purpose: feedPurposeSchema,
  title: titleSchema.nullable(),
  description: descriptionSchema,
  video: z.object({
    /** `h264` is passed on; the others are transcoded. */
    codec: z.enum(['h264', 'vp8', 'vp9']),
    width: z.number().int().min(16).max(7680),
    height: z.number().int().min(16).max(4320),
    fps: z.number().min(1).max(120),
    bitrate: z.number().int().positive(),
  }),
  audio: z.object({
    codec: z.literal('opus'),
    sampleRate: z.literal(48_000),
    channels: z.literal(2),
    bitrate: z.number().int().positive(),
  }),
});
export type FeedHello = z.infer<typeof feedHelloSchema>;

export const feedFromStudioSchema = z.discriminatedUnion('type', [
  feedHelloSchema,
  z.object({ type: z.literal('end') }),
]);
export type FeedFromStudio = z.infer<typeof feedFromStudioSchema>;

export const feedToStudioSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('taken'), bytes: z.number() }),
  /** The socket is closed behind it. `retryable`: the same `hello` may succeed later. */
  z.object({ type: z.literal('refused'), code: z.enum(errorCodes), retryable: z.boolean() }),
  /** Another studio sends now. */
  z.object({ type: z.literal('replaced') }),
]);
export type FeedToStudio = z.infer<typeof feedToStudioSchema>;

/** The feed as the engine's state tells it. */
export const studioFeedSchema = z.object({
  /** `broken`: its broadcast waits for it in the reconnect window; a `hello` with this `showId` goes on with it. */
  status: z.enum(['idle', 'starting', 'sending', 'broken']),
  purpose: feedPurposeSchema.nullable(),
  /** Of whom it comes; null while nobody sends. */
  studioId: z.string().nullable(),
  showId: z.string().nullable(),
  /** Bits per second that came lately. */
  bitrate: z.number().nullable(),
});
export type StudioFeed = z.infer<typeof studioFeedSchema>;
