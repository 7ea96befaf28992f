import { z } from 'zod';
import { reasonSchema, renditionNameSchema } from './domain.js';
import { relayServiceSchema, relayUrlSchema } from './relay-url.js';

/** What a relay does while the source is gone: keeps its connection, or hangs up and comes back with the source. */
export const whileSourceIsGoneSchema = z.enum(['hold', 'hang-up']);
export type WhileSourceIsGone = z.infer<typeof whileSourceIsGoneSchema>;

/** A push of the programme to another service, as it is saved. Never holds a secret: keys are in the secret store. */
export const relayConfigSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .refine((name) => !/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name), {
      message: 'Expected a name without control characters',
    }),
  service: relayServiceSchema,
  url: relayUrlSchema,
  /** Where to go on when `url` fails. Null: there is no other place. */
  backupUrl: relayUrlSchema.nullable(),
  /** Goes along with every broadcast. */
  isEnabled: z.boolean(),
  /** `auto`: the source where the service takes it; `source`: always the source; else a rung's name (`720p`). */
  feed: renditionNameSchema,
  whileSourceIsGone: whileSourceIsGoneSchema,
});
export type RelayConfig = z.infer<typeof relayConfigSchema>;

/** A stream key, or SRT's stream id: one word, printable, as services hand them out. */
const streamKeySchema = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,1024}$/, 'Expected a key of printable characters without spaces');

/** Keys of a relay. Only ever on their way into the secret store or the relay thread: never in state, log, argv or URL. */
export const relayKeysSchema = z.object({
  /** Null: an SRT server that asks for none. */
  key: streamKeySchema.nullable(),
  /** For the backup, where the service wants another one. */
  backupKey: streamKeySchema.nullable(),
  /** SRT's passphrase (10 to 79 characters, as libsrt has it). */
  passphrase: z
    .string()
    .regex(/^[\x20-\x7e]{10,79}$/, 'Expected a passphrase of 10 to 79 characters')
    .nullable(),
});
export type RelayKeys = z.infer<typeof relayKeysSchema>;

/** A change of keys: what is left out stays as it is stored, null removes it. */
export const relayKeysPatchSchema = relayKeysSchema.partial();
export type RelayKeysPatch = z.infer<typeof relayKeysPatchSchema>;

/** A relay as the studio sees it. The list's order is the creator's. */
export const relaySchema = z.object({
  id: z.string(),
  config: relayConfigSchema,
  /** False: a key is missing, so it cannot be started until one is entered. Always true for SRT, which may need none. */
  hasKey: z.boolean(),
  /** The key's last characters, for people to tell keys apart; null for keys too short to show any of. */
  keyHint: z.string().nullable(),
  hasBackupKey: z.boolean(),
  hasPassphrase: z.boolean(),
  /** From a command line: gone with the run. */
  isTransient: z.boolean(),
});
export type Relay = z.infer<typeof relaySchema>;

export const relayStatusSchema = z.enum(['idle', 'connecting', 'live', 'reconnecting', 'failed']);
export type RelayStatus = z.infer<typeof relayStatusSchema>;

/** What a relay is fed with. Bitrates in bits per second; null: not known. */
export const relayFeedSchema = z.object({
  /** `source`: the encoder's own packets; `rendition`: a rung of the ladder; `encode`: one made for this relay alone. */
  kind: z.enum(['source', 'rendition', 'encode']),
  /** The rung's name, or `source`. */
  name: z.string(),
  bitrate: z.number().nullable(),
  /** Of an `encode`: only its sound is made anew, the picture (of `name`'s size) is passed on as it is. Absent: it is not. */
  isPictureCopied: z.boolean().optional(),
  /** Why it is not the source; null when it is, or when the creator wanted it so. */
  reason: reasonSchema.nullable(),
});
export type RelayFeed = z.infer<typeof relayFeedSchema>;

/** What a relay of the next broadcast will probably be fed with, said before it begins. */
export const nextRelaySchema = z.object({
  relayId: z.string(),
  feed: relayFeedSchema,
  /** True: no encoder has been seen yet, so it is reckoned for 1080p with 30 pictures a second and 6 Mbit/s. */
  isAssumed: z.boolean(),
});
export type NextRelay = z.infer<typeof nextRelaySchema>;

/** How a relay of the broadcast that is on stands. Refreshed every second. */
export const relayRunSchema = z.object({
  relayId: z.string(),
  status: relayStatusSchema,
  via: z.enum(['primary', 'backup']),
  /** Why it is reconnecting or failed; also what the creator should know of a live one. */
  reason: reasonSchema.nullable(),
  /** Bits per second that the service took lately. */
  bitrate: z.number().nullable(),
  sentBytes: z.number(),
  /** Since when the service takes the programme without a break, epoch milliseconds. */
  liveSinceMs: z.number().nullable(),
  /** Pictures that were left out because the service, or the line to it, was too slow. */
  droppedFrames: z.number().int(),
  /** Connections anew after one that was lost. A return to the primary, which breaks nothing, is none. */
  reconnects: z.number().int(),
  /** Milliseconds of programme that wait to be sent. */
  lagMs: z.number().nullable(),
  feed: relayFeedSchema.nullable(),
});
export type RelayRun = z.infer<typeof relayRunSchema>;

export const relayTestStepNames = ['resolve', 'connect', 'tls', 'handshake', 'accept', 'publish'] as const;

/** The newest test of a relay: it goes as far as the service allows without going live. */
export const relayTestReportSchema = z.object({
  /** Null: a draft that is not saved. */
  relayId: z.string().nullable(),
  relayName: z.string(),
  startedAtMs: z.number(),
  status: z.enum(['running', 'ok', 'failed']),
  via: z.enum(['primary', 'backup']),
  steps: z.array(
    z.object({
      name: z.enum(relayTestStepNames),
      /** `skipped`: not needed here (TLS), or not tried (publishing would go live). */
      status: z.enum(['ok', 'failed', 'skipped']),
      durationMs: z.number().nullable(),
    }),
  ),
  /** Why it failed. */
  reason: reasonSchema.nullable(),
  /** True where only going live would tell whether the key is right. */
  isKeyUntested: z.boolean(),
});
export type RelayTestReport = z.infer<typeof relayTestReportSchema>;

/** What a service takes. Bitrates in bits per second. Null: it sets no such limit. */
export const relayLimitsSchema = z.object({
  videoBitrate: z.number().nullable(),
  audioBitrate: z.number().nullable(),
  /** Longest distance of keyframes, in seconds. */
  keyframeSeconds: z.number().nullable(),
  /** As SourceInfo names codecs: `h264`, `hevc`, `av1`; `aac`, `mp3`. */
  videoCodecs: z.array(z.string()),
  audioCodecs: z.array(z.string()),
  /** The picture's short side, in pixels. */
  maxHeight: z.number().int().nullable(),
  maxFps: z.number().nullable(),
});
export type RelayLimits = z.infer<typeof relayLimitsSchema>;

/** What the form for a relay offers for a service. */
export const servicePresetSchema = z.object({
  service: relayServiceSchema,
  label: z.string(),
  /** Nearest ones to choose from; empty where the service gives everybody an address of their own. */
  servers: z.array(z.object({ id: z.string(), label: z.string(), url: z.string(), backupUrl: z.string().nullable() })),
  limits: relayLimitsSchema,
  /** What the service calls the key. */
  keyLabel: z.string(),
  /** Where to click: plain text, one step a line. */
  guide: z.array(z.string()),
  urlPlaceholder: z.string(),
  /** False: only going live tells whether the key is right. */
  canTestKey: z.boolean(),
  /** What suits the service. */
  whileSourceIsGone: whileSourceIsGoneSchema,
  /** It takes rtmps:// only. */
  needsTls: z.boolean(),
  /** How sure we are of the figures: the service's own words, or what others and our memory say. */
  standing: z.enum(['documented', 'remembered']),
});
export type ServicePreset = z.infer<typeof servicePresetSchema>;

/** What ladder and relays take of the line, bits per second. */
export const uplinkBudgetSchema = z.object({
  /** 0 where it stays on this computer. */
  ladder: z.number(),
  /** Null: not known before the source is there. */
  relays: z.array(z.object({ relayId: z.string(), bitrate: z.number().nullable() })),
  needed: z.number(),
  /** What the line was measured to carry, by the newest test of a bucket in the last 30 days; null when there was none. */
  measured: z.number().nullable(),
  /** What may be used of it; null when it was not measured. */
  usable: z.number().nullable(),
  /** Null: the line was not measured. */
  fits: z.boolean().nullable(),
  /** False when the bitrate of some relay is not known yet. */
  isComplete: z.boolean(),
  /** Set when it does not fit. */
  reason: reasonSchema.nullable(),
});
export type UplinkBudget = z.infer<typeof uplinkBudgetSchema>;
