import { z } from 'zod';
import { channelSlugSchema, descriptionSchema } from './domain.js';
import { latencyProfileSchema } from './latency-profiles.js';
import { shownText } from './shown-text.js';

/** What another studio is told when this one has the channel. It stands in the bucket, so viewers may read it. */
const studioNameSchema = z.string().max(200).overwrite(shownText).max(60);

/** Whole days, or bytes; null: no limit. */
const retentionFields = {
  maxAgeDays: z.number().int().min(1).max(36_500).nullable(),
  maxBytes: z.number().int().min(1).nullable(),
};

/** A key with its modifiers, as KeyboardEvent.code has it (`Ctrl+Shift+KeyL`); null: none. */
const hotkeySchema = z.string().max(60).nullable();

/** Actions of the studio that a key may do, whatever has the focus; keys of scenes are in their collection. */
export const hotkeyActions = [
  'goLive',
  'record',
  'pause',
  // the last 30 s; keys of creators are kept under this name
  'clip',
  'clip60',
  'clip120',
  'take',
  'muteMaster',
  'muteMicrophones',
] as const;
export type HotkeyAction = (typeof hotkeyActions)[number];

/** What the creator was led through at the first start; it goes on where it was left. */
export const firstRunSteps = ['welcome', 'encoder', 'destination', 'devices', 'ready', 'done'] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];

const studioFields = {
  /** What this creator begins with: composing here, or an encoder elsewhere. Null: not asked yet. */
  start: z.enum(['studio', 'encoder']).nullable(),
  firstRun: z.enum(firstRunSteps),
  /** Of the next broadcast. Empty: date and time. */
  title: z.string().max(2000).overwrite(shownText).max(200),
  description: descriptionSchema,
  /** The hotkeys, of actions and scenes, that work in the desktop app while another program has the focus. */
  backgroundKeys: z.array(z.string().max(60)).max(200),
  /** Messages of the system, of the desktop app. */
  notifications: z.boolean(),
};
const hotkeyFields = {
  goLive: hotkeySchema,
  record: hotkeySchema,
  pause: hotkeySchema,
  clip: hotkeySchema,
  clip60: hotkeySchema,
  clip120: hotkeySchema,
  take: hotkeySchema,
  muteMaster: hotkeySchema,
  muteMicrophones: hotkeySchema,
};
/** Bits per second that the studio's own pictures are encoded with; null: by the size and rate of the canvas. */
const videoBitrate = z.number().int().min(200_000).max(60_000_000).nullable();

/** Where saved MP4s go: an absolute path that the engine has looked at; null: into the data folder. */
const exportsFolder = z.string().min(1).max(4096).nullable();

/** Settings that the studio may see; what it may change is in the patch below. Secrets never become settings. */
export const publicSettingsSchema = z.object({
  channel: z.object({
    slug: channelSlugSchema.default('live'),
    name: z.string().trim().min(1).max(100).default('My channel'),
    /** The engine gives a studio its first name at its first start; empty until then. */
    studioName: studioNameSchema.default(''),
  }),
  network: z.object({
    /** Viewers on the same network may open the link. */
    allowLanViewers: z.boolean().default(false),
    /** Encoders on the same network may push. */
    allowLanEncoders: z.boolean().default(false),
    rtmpPort: z.number().int().min(1).max(65535).default(1935),
    originPort: z.number().int().min(1).max(65535).default(8088),
    studioPort: z.number().int().min(1).max(65535).default(8089),
  }),
  stream: z.object({
    /** What the next broadcast is cut into. */
    latency: latencyProfileSchema.default('balanced'),
    /** Length of the live playlist in seconds. */
    liveWindowSeconds: z.number().int().min(30).max(3600).default(600),
    reconnectWindowSeconds: z.number().int().min(0).max(1800).default(60),
    ladder: z.enum(['auto', 'economy']).default('auto'),
  }),
  publish: z
    .object({
      /** The destination that broadcasts go to; null: this computer. Changed by `setDefaultDestination` alone. */
      destinationId: z.string().max(100).nullable().default(null),
      /** What waits first when the uplink cannot carry the whole ladder. */
      thinOrder: z.enum(['middle-first', 'top-first']).default('middle-first'),
      /** The private destination that diagnostics are uploaded to on request; null: none. */
      diagnosticsDestinationId: z.string().max(100).nullable().default(null),
      /** For how long, and up to which size, broadcasts stay in a bucket. The archive on this computer keeps all. */
      retention: z
        .object({
          maxAgeDays: retentionFields.maxAgeDays.default(null),
          maxBytes: retentionFields.maxBytes.default(null),
        })
        .prefault({}),
    })
    .prefault({}),
  studio: z
    .object({
      start: studioFields.start.default(null),
      firstRun: studioFields.firstRun.default('welcome'),
      title: studioFields.title.default(''),
      description: studioFields.description.default(''),
      backgroundKeys: studioFields.backgroundKeys.default([]),
      notifications: studioFields.notifications.default(true),
      hotkeys: z
        .object({
          goLive: hotkeyFields.goLive.default(null),
          record: hotkeyFields.record.default(null),
          pause: hotkeyFields.pause.default(null),
          clip: hotkeyFields.clip.default(null),
          clip60: hotkeyFields.clip60.default(null),
          clip120: hotkeyFields.clip120.default(null),
          take: hotkeyFields.take.default(null),
          muteMaster: hotkeyFields.muteMaster.default(null),
          muteMicrophones: hotkeyFields.muteMicrophones.default(null),
        })
        .prefault({}),
    })
    .prefault({}),
  video: z.object({ bitrate: videoBitrate.default(null) }).prefault({}),
  library: z.object({ exportsFolder: exportsFolder.default(null) }).prefault({}),
  theme: z.enum(['system', 'dark', 'light']).default('system'),
});
export type PublicSettings = z.infer<typeof publicSettingsSchema>;

/** A partial change: only the fields named are written. */
export const settingsPatchSchema = z.object({
  channel: z
    .object({ name: z.string().trim().min(1).max(100), studioName: studioNameSchema.min(1) })
    .partial()
    .optional(),
  network: z
    .object({
      allowLanViewers: z.boolean(),
      allowLanEncoders: z.boolean(),
      rtmpPort: z.number().int().min(1).max(65535),
      originPort: z.number().int().min(1).max(65535),
    })
    .partial()
    .optional(),
  stream: z
    .object({
      latency: latencyProfileSchema,
      liveWindowSeconds: z.number().int().min(30).max(3600),
      reconnectWindowSeconds: z.number().int().min(0).max(1800),
      ladder: z.enum(['auto', 'economy']),
    })
    .partial()
    .optional(),
  publish: z
    .object({
      thinOrder: z.enum(['middle-first', 'top-first']),
      diagnosticsDestinationId: z.string().max(100).nullable(),
      retention: z.object(retentionFields).partial(),
    })
    .partial()
    .optional(),
  studio: z
    .object({ ...studioFields, hotkeys: z.object(hotkeyFields).partial() })
    .partial()
    .optional(),
  video: z.object({ bitrate: videoBitrate }).partial().optional(),
  library: z.object({ exportsFolder }).partial().optional(),
  theme: z.enum(['system', 'dark', 'light']).optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** The settings of a fresh installation. */
export function defaultSettings(): PublicSettings {
  return publicSettingsSchema.parse({ channel: {}, network: {}, stream: {} });
}
