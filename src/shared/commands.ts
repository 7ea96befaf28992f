import { z } from 'zod';
import { clipLengths } from './clips.js';
import { broadcastIdSchema, descriptionSchema, titleSchema } from './domain.js';
import { bucketCredentialsSchema, destinationConfigSchema } from './destinations.js';
import type { DiagnosticsUpload } from './diagnostics.js';
import { relayConfigSchema, relayKeysPatchSchema } from './relays.js';
import { collectionNameSchema, sceneCollectionSchema } from './scenes/scene-collection.js';
import { settingsPatchSchema } from './settings.js';

/**
 * Inputs of the studio's commands. Every mutation carries `commandId` (a UUID made once per intent): sending the same id
 * again answers with the first run's answer and does nothing, so a client may repeat until it hears one.
 */
const withId = <T extends z.ZodRawShape>(shape: T) => z.object({ commandId: z.uuid(), ...shape });

export const commandInputs = {
  startTest: withId({ title: titleSchema.optional() }),
  startUrl: withId({ url: z.string().trim().min(1).max(4096), title: titleSchema.optional() }),
  endBroadcast: withId({ broadcastId: broadcastIdSchema }),
  /** After "End broadcast" an encoder that still sends is held; this puts it on air again as a new broadcast. */
  resumeInput: withId({ inputId: z.string() }),
  renameBroadcast: withId({ broadcastId: broadcastIdSchema, title: titleSchema }),
  /** What stands below the title, also while it is on: viewers read it at their page's next look. */
  describeBroadcast: withId({ broadcastId: broadcastIdSchema, description: descriptionSchema }),
  /** Makes the newest seconds of the broadcast that is on a clip; answers when it plays on this computer (a segment later). */
  clipLive: withId({ broadcastId: broadcastIdSchema, seconds: z.literal(clipLengths) }),
  /** Ends a rehearsal that is still on, and removes it from the destination and from the disk; it goes on by itself. */
  endRehearsal: withId({ broadcastId: broadcastIdSchema }),
  renewKey: withId({ inputId: z.string() }),
  deleteRecording: withId({ broadcastId: broadcastIdSchema }),
  exportMp4: withId({ broadcastId: broadcastIdSchema }),
  revealRecording: withId({ broadcastId: broadcastIdSchema }),
  updateSettings: withId({ patch: settingsPatchSchema }),
  dismissNotice: withId({ noticeId: z.string() }),
  /** `id` null: a new one. `credentials` null: those that are stored stay. */
  saveDestination: withId({
    id: z.string().nullable(),
    config: destinationConfigSchema,
    credentials: bucketCredentialsSchema.nullable(),
  }),
  /** What is published there stays in the bucket, and is forgotten here. */
  deleteDestination: withId({ id: z.string() }),
  /** Null: this computer. Holds from the next broadcast on. */
  setDefaultDestination: withId({ id: z.string().nullable() }),
  /** Answers at once; the report grows in the state. A draft is tested without being saved. */
  testDestination: withId({
    id: z.string().nullable(),
    draft: z.object({ config: destinationConfigSchema, credentials: bucketCredentialsSchema.nullable() }).nullable(),
    fix: z.boolean(),
    create: z.boolean(),
  }),
  publishRecording: withId({ broadcastId: broadcastIdSchema, destinationId: z.string() }),
  /** Removes the broadcast from the bucket; the recording stays. */
  unpublishRecording: withId({ broadcastId: broadcastIdSchema, destinationId: z.string() }),
  /** Removes all that is in the bucket of ended broadcasts; the recordings stay. */
  unpublishAll: withId({ destinationId: z.string() }),
  /** For a bucket that is gone for good: forgets that the recording is there. What the bucket has of it stays. */
  forgetPublication: withId({ broadcastId: broadcastIdSchema, destinationId: z.string() }),
  /** While a publication is `held`: takes the channel over from the other studio. */
  takeOverChannel: withId({ broadcastId: broadcastIdSchema }),
  /** `id` null: a new one, at the end of the list. Keys that are left out stay as they are stored. */
  saveRelay: withId({ id: z.string().nullable(), config: relayConfigSchema, keys: relayKeysPatchSchema }),
  deleteRelay: withId({ id: z.string() }),
  /** All ids, in their new order. */
  orderRelays: withId({ ids: z.array(z.string()).max(1000) }),
  /** During a broadcast: takes it along, also one that is not enabled or has failed. */
  startRelay: withId({ id: z.string() }),
  /** During a broadcast: leaves it out of the rest. */
  stopRelay: withId({ id: z.string() }),
  /** Answers at once; the report grows in the state. A draft is tested without being saved, with the keys stored under `id`. */
  testRelay: withId({
    id: z.string().nullable(),
    draft: z.object({ config: relayConfigSchema, keys: relayKeysPatchSchema }).nullable(),
    via: z.enum(['primary', 'backup']),
  }),
  /**
   * Works on it from now on, unless it is put `isAside`. `from`: a collection to begin with, under the name given here; null: one
   * empty scene.
   */
  createCollection: withId({
    name: collectionNameSchema,
    from: sceneCollectionSchema.nullable(),
    isAside: z.boolean().optional(),
  }),
  selectCollection: withId({ id: z.string() }),
  renameCollection: withId({ id: z.string(), name: collectionNameSchema }),
  /** Works on the copy from now on. */
  duplicateCollection: withId({ id: z.string(), name: collectionNameSchema }),
  /** Not the last one. */
  deleteCollection: withId({ id: z.string() }),
  /** Refused with `scenes.conflict` (details.revision) when what is stored is not the revision that this one is based on. */
  saveCollection: withId({ id: z.string(), baseRevision: z.number().int(), collection: sceneCollectionSchema }),
  /**
   * Writes server and key of an input into a running OBS. `address` null: OBS on this computer. Neither it nor the password is kept.
   * Refused with `obs.has-service` (details.service: its name) while OBS has a service or key that is not of this studio, unless
   * `replace` is that name: the creator was asked.
   */
  configureObs: withId({
    address: z.string().trim().max(300).nullable(),
    password: z.string().max(500),
    inputId: z.string(),
    replace: z.string().max(300).nullable(),
  }),
  /** Puts back what `configureObs` replaced in the OBS at this address since the engine began. */
  restoreObs: withId({ address: z.string().trim().max(300).nullable(), password: z.string().max(500) }),
  /**
   * Writes a zip for whoever helps: logs and facts, no media, no secrets. `broadcastId` null: about the newest broadcast.
   * `upload`: also to the private destination of the settings.
   */
  saveDiagnostics: withId({ broadcastId: broadcastIdSchema.nullable(), upload: z.boolean() }),
} as const;
export type CommandName = keyof typeof commandInputs;
export type CommandInput<N extends CommandName> = z.infer<(typeof commandInputs)[N]>;

/** What a command answers beside its revision. */
export interface CommandResults {
  startTest: { broadcastId: string };
  startUrl: { broadcastId: string };
  endBroadcast: Record<string, never>;
  resumeInput: Record<string, never>;
  renameBroadcast: Record<string, never>;
  describeBroadcast: Record<string, never>;
  clipLive: { clipId: string };
  endRehearsal: Record<string, never>;
  renewKey: { key: string };
  deleteRecording: Record<string, never>;
  exportMp4: Record<string, never>;
  revealRecording: Record<string, never>;
  updateSettings: Record<string, never>;
  dismissNotice: Record<string, never>;
  saveDestination: { id: string };
  deleteDestination: Record<string, never>;
  setDefaultDestination: Record<string, never>;
  testDestination: Record<string, never>;
  publishRecording: Record<string, never>;
  unpublishRecording: Record<string, never>;
  unpublishAll: Record<string, never>;
  forgetPublication: Record<string, never>;
  takeOverChannel: Record<string, never>;
  saveRelay: { id: string };
  deleteRelay: Record<string, never>;
  orderRelays: Record<string, never>;
  startRelay: Record<string, never>;
  stopRelay: Record<string, never>;
  testRelay: Record<string, never>;
  createCollection: { id: string };
  selectCollection: Record<string, never>;
  renameCollection: Record<string, never>;
  duplicateCollection: { id: string };
  deleteCollection: Record<string, never>;
  /** The revision to base the next save on. */
  saveCollection: { savedRevision: number };
  /** `server`: what OBS sends to now. `replaced`: the name of what it had before and can be put back; null: nothing. */
  configureObs: { obsVersion: string; server: string; replaced: string | null };
  /** `service`: the name of what OBS has again. */
  restoreObs: { service: string };
  /** The zip waits at `/api/export/diagnostics`. `upload` null: was not asked for. */
  saveDiagnostics: { fileName: string; sizeBytes: number; upload: DiagnosticsUpload | null };
}

/** A mutation's answer: once the mirror has reached `revision`, it shows what the command did. */
export type CommandAnswer<N extends CommandName> = { revision: number } & CommandResults[N];
