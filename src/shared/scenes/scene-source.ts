import { z } from 'zod';
import { colourSchema, sceneIdSchema } from './scene-item.js';

/** A file that the engine keeps for scenes: named by its content (SHA-256, hex) and its kind. */
export const assetIdSchema = z.string().regex(/^[0-9a-f]{64}\.(?:png|jpg|gif|webp|svg|mp4|webm|mp3|m4a|wav|ogg)$/);

/** A capture device as it was chosen. The id is the browser's and may change; then the label finds it again. */
const deviceSchema = z.object({ deviceId: z.string().max(200), label: z.string().max(200) });

const textStyle = {
  font: z.string().trim().min(1).max(100),
  /** Programme pixels. */
  sizePx: z.number().min(4).max(2000),
  weight: z.union([z.literal(400), z.literal(600), z.literal(800)]),
  isItalic: z.boolean(),
  colour: colourSchema,
  align: z.enum(['left', 'centre', 'right']),
  /** Width in programme pixels; 0: none. */
  outline: z.object({ colour: colourSchema, widthPx: z.number().min(0).max(100) }),
  /** Null: see-through. */
  background: z.object({ colour: colourSchema, paddingPx: z.number().min(0).max(500) }).nullable(),
};

/** What a source is. Text is data: shown, never run. */
export const sourceKindSchema = z.discriminatedUnion('type', [
  /** Screen, window or browser tab: which one is asked by the browser at each start of a capture. */
  z.object({
    type: z.literal('display'),
    surface: z.enum(['monitor', 'window', 'browser']),
    /** Its sound too, where the platform has it. */
    withSound: z.boolean(),
    isCursorShown: z.boolean(),
    maxFps: z.number().min(1).max(120),
  }),
  z.object({
    type: z.literal('camera'),
    /** Null: the system's own choice. */
    device: deviceSchema.nullable(),
    width: z.number().int().min(16).max(7680),
    height: z.number().int().min(16).max(4320),
    fps: z.number().min(1).max(120),
    isMirrored: z.boolean(),
  }),
  z.object({
    type: z.literal('microphone'),
    device: deviceSchema.nullable(),
    noiseSuppression: z.boolean(),
    echoCancellation: z.boolean(),
    autoGain: z.boolean(),
  }),
  z.object({ type: z.literal('image'), assetId: assetIdSchema.nullable() }),
  z.object({
    type: z.literal('text'),
    text: z.string().max(10_000),
    /** Programme pixels a second; 0 stands still. */
    scroll: z.object({ x: z.number().min(-4000).max(4000), y: z.number().min(-4000).max(4000) }),
    ...textStyle,
  }),
  /** The time of day. */
  z.object({
    type: z.literal('clock'),
    format: z.enum(['24h', '24h-seconds', '12h', '12h-seconds', 'date']),
    ...textStyle,
  }),
  /** Down to a moment, or from a span that begins when the creator starts it. */
  z.object({
    type: z.literal('countdown'),
    spanSeconds: z.number().int().min(1).max(360_000),
    /** Epoch milliseconds; null: not started, the whole span is shown. */
    endsAtMs: z.number().nullable(),
    /** In place of 0:00 once it is over; empty: 0:00 stays. */
    endText: z.string().max(200),
    ...textStyle,
  }),
  z.object({
    type: z.literal('colour'),
    colour: colourSchema,
    /** Null: one colour; else a gradient to this one, top to bottom turned by `angle` degrees. */
    to: colourSchema.nullable(),
    angle: z.number().min(-360).max(360),
  }),
  z.object({
    type: z.literal('media'),
    assetId: assetIdSchema.nullable(),
    isLooped: z.boolean(),
    isPlaying: z.boolean(),
    /** Waits at its first picture while viewers do not see it, and plays from there when its scene comes on. Older collections do not have it. */
    startsOver: z.boolean().default(false),
  }),
  /** A page of the web. Shown by the desktop app alone; elsewhere a placeholder stands for it. Older collections have its address and size only. */
  z.object({
    type: z.literal('web'),
    /** Empty: none was given yet. */
    url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(4096)]),
    /** The desktop app makes it no larger than 4096 a side. */
    width: z.number().int().min(16).max(7680),
    height: z.number().int().min(16).max(4320),
    fps: z.number().int().min(1).max(60).default(30),
    /** Laid over the page's own; empty: none. */
    css: z.string().max(20_000).default(''),
    /** While no scene that is on shows it, too: it is there at once when one does. */
    keepsRunning: z.boolean().default(true),
    /** Its sound is mixed in; without it nobody hears it. */
    withSound: z.boolean().default(false),
  }),
]);
export type SourceKind = z.infer<typeof sourceKindSchema>;
export type SourceType = SourceKind['type'];

/** Changes of the picture, the same in every scene. Null: not changed. */
export const effectsSchema = z.object({
  chromaKey: z
    .object({
      colour: colourSchema,
      /** 0–1: how much of the neighbourhood goes, how soft its edge is, how much spill is taken out. */
      similarity: z.number().min(0).max(1),
      smoothness: z.number().min(0).max(1),
      spill: z.number().min(0).max(1),
    })
    .nullable(),
  /** 1 (or 0 for brightness and hue) changes nothing. */
  colour: z
    .object({
      brightness: z.number().min(-1).max(1),
      contrast: z.number().min(0).max(3),
      saturation: z.number().min(0).max(3),
      hueDegrees: z.number().min(-180).max(180),
      gamma: z.number().min(0.2).max(5),
    })
    .nullable(),
  /** Radius in programme pixels; 0: none. */
  blurPx: z.number().min(0).max(100),
});
export type Effects = z.infer<typeof effectsSchema>;

/** A channel of the mixer. */
export const soundSchema = z.object({
  gainDb: z.number().min(-60).max(24),
  isMuted: z.boolean(),
  /** −1 left … 1 right. */
  balance: z.number().min(-1).max(1),
  /** Delays the sound against the picture; a camera's lag is made good with it. Milliseconds. */
  delayMs: z.number().min(0).max(2000),
  /** Heard by the creator: not at all, besides the programme, or without being in it. */
  monitor: z.enum(['off', 'also', 'only']),
});
export type Sound = z.infer<typeof soundSchema>;

/** One source: known to the whole collection, shown by items of any number of scenes, heard in all of them. */
export const sceneSourceSchema = z.object({
  id: sceneIdSchema,
  name: z.string().trim().min(1).max(100),
  kind: sourceKindSchema,
  effects: effectsSchema,
  /** Null: it has none (an image, a text …). */
  sound: soundSchema.nullable(),
  /** Heard in every scene (a microphone), or only where one of its items is on. */
  isHeardEverywhere: z.boolean(),
});
export type SceneSource = z.infer<typeof sceneSourceSchema>;
