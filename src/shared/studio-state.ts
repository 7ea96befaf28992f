import { z } from 'zod';
import {
  broadcastStatusSchema,
  linkSchema,
  programmeSchema,
  reasonSchema,
  renditionInfoSchema,
  sourceInfoSchema,
  stageStateSchema,
} from './domain.js';
import { clipSchema } from './clips.js';
import { costEstimateSchema } from './cost-estimate.js';
import { destinationSchema, providerInfoSchema } from './destinations.js';
import { doctorReportSchema } from './doctor.js';
import { studioFeedSchema } from './feed.js';
import { publicationSchema } from './publication.js';
import { rehearsalSchema } from './rehearsal.js';
import {
  nextRelaySchema,
  relayRunSchema,
  relaySchema,
  relayTestReportSchema,
  servicePresetSchema,
  uplinkBudgetSchema,
} from './relays.js';
import { scenesStateSchema } from './scenes/scene-collection.js';
import { publicSettingsSchema } from './settings.js';
import { visibilitySchema } from './visibility.js';

/** Live figures, refreshed every second. Null: not measured. */
export const figuresSchema = z.object({
  /** Bits per second that come in. */
  inputBitrate: z.number().nullable(),
  inputFps: z.number().nullable(),
  gopSeconds: z.number().nullable(),
  /** ffmpeg's `speed=`: 1 is real time. */
  speed: z.number().nullable(),
  /** How far the ladder's newest frame is behind the source's newest frame, in seconds. */
  lagSeconds: z.number().nullable(),
  droppedFrames: z.number().int(),
  duplicatedFrames: z.number().int(),
  /** What its segments are cut to, in seconds: as its latency profile said when it began. */
  segmentSeconds: z.number(),
  /** Segments closed in the top rendition. */
  segments: z.number().int(),
  /** Bytes in the archive, all renditions. */
  archiveBytes: z.number(),
  durationSeconds: z.number(),
  /** CPU of the engine and its children, in cores. */
  cpuCores: z.number().nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** The broadcast that is on (or waits for its encoder). Times are epoch milliseconds. */
export const activeBroadcastSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  visibility: visibilitySchema,
  status: broadcastStatusSchema,
  programme: programmeSchema,
  createdAtMs: z.number(),
  liveAtMs: z.number().nullable(),
  /** While reconnecting: when the window closes and the broadcast ends. */
  reconnectUntilMs: z.number().nullable(),
  discontinuities: z.number().int(),
  source: sourceInfoSchema.nullable(),
  renditions: z.array(renditionInfoSchema),
  stages: z.object({
    ingest: stageStateSchema,
    transcode: stageStateSchema,
    package: stageStateSchema,
    publish: stageStateSchema,
  }),
  figures: figuresSchema,
  links: z.array(linkSchema),
  /** Null: published on this computer only. */
  publication: publicationSchema.nullable(),
  /** Relays that were taken along, in the creator's order. */
  relays: z.array(relayRunSchema),
});
export type ActiveBroadcast = z.infer<typeof activeBroadcastSchema>;

/** A broadcast in the library. */
export const recordingSchema = z.object({
  id: z.string(),
  title: z.string(),
  visibility: visibilitySchema,
  createdAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  durationSeconds: z.number(),
  sizeBytes: z.number(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  status: z.enum(['live', 'ended', 'repaired', 'failed']),
  /** Path of the poster below the origin, or null while there is none. */
  posterUrl: z.string().nullable(),
  links: z.array(linkSchema),
  /** One per destination where it is, or is on its way to. */
  publications: z.array(publicationSchema),
  /** A lossless MP4 export under way or done. Progress 0–1. */
  export: z
    .discriminatedUnion('status', [
      z.object({ status: z.literal('running'), progress: z.number() }),
      z.object({ status: z.literal('done'), fileName: z.string(), sizeBytes: z.number() }),
      z.object({ status: z.literal('failed'), reason: reasonSchema }),
    ])
    .nullable(),
});
export type Recording = z.infer<typeof recordingSchema>;

export const inputSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The key itself is a secret: it is asked for with inputs.revealKey, never part of the state. */
  keyHint: z.string(),
  status: z.enum(['idle', 'publishing', 'held']),
});
export type Input = z.infer<typeof inputSchema>;

export const noticeSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  level: z.enum(['info', 'warning', 'error']),
  reason: reasonSchema,
});
export type Notice = z.infer<typeof noticeSchema>;

export const serverStateSchema = z.object({
  status: z.enum(['offline', 'starting', 'listening', 'restarting', 'failed']),
  port: z.number().int().nullable(),
  /** The port that was asked for; differs from `port` when that one was busy. */
  wantedPort: z.number().int(),
  /** Addresses to hand out: loopback first, then the network's when allowed. */
  urls: z.array(z.string()),
  reason: reasonSchema.nullable(),
});
export type ServerState = z.infer<typeof serverStateSchema>;

/** Everything the studio shows. The engine owns it; the studio mirrors it. */
export const studioStateSchema = z.object({
  engine: z.object({
    version: z.string(),
    startedAtMs: z.number(),
    platform: z.string(),
    canReveal: z.boolean(),
    ffmpeg: z.object({ version: z.string(), source: z.enum(['env', 'bundled', 'system']) }).nullable(),
    encoders: z.array(z.string()),
  }),
  rtmp: serverStateSchema,
  origin: serverStateSchema,
  inputs: z.array(inputSchema),
  /** What this studio itself sends; a broadcast of it has the input `studio`. */
  studioFeed: studioFeedSchema,
  broadcast: activeBroadcastSchema.nullable(),
  recordings: z.array(recordingSchema),
  /** Of the broadcast that is on and of all recordings, the newest first. */
  clips: z.array(clipSchema),
  /** The newest rehearsal, from its first picture until nothing of it is left. */
  rehearsal: rehearsalSchema.nullable(),
  channelLinks: z.array(linkSchema),
  settings: publicSettingsSchema,
  destinations: z.array(destinationSchema),
  /** What the destination form offers. */
  providers: z.array(providerInfoSchema),
  /** The newest test of a bucket: under way or done. Null before the first. */
  doctor: z.object({ destinationId: z.string().nullable(), report: doctorReportSchema }).nullable(),
  /** Saved ones and those of this run's command line, in the creator's order. */
  relays: z.array(relaySchema),
  /** What the form for a relay offers. */
  relayServices: z.array(servicePresetSchema),
  /** The newest test of a relay: under way or done. Null before the first. */
  relayTest: relayTestReportSchema.nullable(),
  /** Those that the next broadcast takes along, or the one that waits for its programme, with what they will get. */
  nextRelays: z.array(nextRelaySchema),
  /** What ladder and relays take of the line, now or in the next broadcast. Null: no relay is taken along. */
  uplink: uplinkBudgetSchema.nullable(),
  /** What the next broadcast will cost where it goes. Null: this computer, or not reckoned yet. */
  estimate: costEstimateSchema.nullable(),
  /** What the creator composes. */
  scenes: scenesStateSchema,
  notices: z.array(noticeSchema),
  /** The disk that holds the archive. `secondsLeft`: at the rate of the broadcast under way; null without one. */
  disk: z.object({ freeBytes: z.number(), secondsLeft: z.number().nullable(), isLow: z.boolean() }).nullable(),
});
export type StudioState = z.infer<typeof studioStateSchema>;
