import { z } from 'zod';
import { sceneIdSchema, sceneItemSchema } from './scene-item.js';
import { sceneSourceSchema } from './scene-source.js';

export const transitionSchema = z.object({
  kind: z.enum(['cut', 'fade', 'slide', 'wipe']),
  durationMs: z.number().int().min(0).max(5000),
});
export type Transition = z.infer<typeof transitionSchema>;

/** Even numbers, as encoders of 4:2:0 pictures need them. */
const side = z.number().int().min(64).max(3840).multipleOf(2);
export const canvasSchema = z.object({ width: side, height: side, fps: z.number().int().min(5).max(60) });
export type Canvas = z.infer<typeof canvasSchema>;

export const sceneSchema = z.object({
  id: sceneIdSchema,
  name: z.string().trim().min(1).max(100),
  /** The lowest first. */
  items: z.array(sceneItemSchema).max(200),
  /** As KeyboardEvent.code with modifiers before it (`Ctrl+Shift+Digit1`); null: none. */
  hotkey: z.string().max(60).nullable(),
});
export type Scene = z.infer<typeof sceneSchema>;

/** What a collection is called. */
export const collectionNameSchema = z.string().trim().min(1).max(100);

/**
 * A collection's JSON, in bytes of UTF-8: it must pass the studio's socket in one message together with its command.
 * Whoever saves or makes one checks it; the engine refuses a larger one with `scenes.too-large`.
 */
export const maxCollectionBytes = 900_000;

/** The format of this document. Readers refuse a newer one by name. */
export const sceneCollectionVersion = 1;

/** Everything a creator composes: what there is, and how scenes show it. Ids are unique, every item's source is there. */
export const sceneCollectionSchema = z
  .object({
    version: z.literal(sceneCollectionVersion),
    name: collectionNameSchema,
    canvas: canvasSchema,
    sources: z.array(sceneSourceSchema).max(500),
    /** In the creator's order; at least one. */
    scenes: z.array(sceneSchema).min(1).max(200),
    transition: transitionSchema,
    /** The master of the mixer. */
    master: z.object({ gainDb: z.number().min(-60).max(12), isMuted: z.boolean(), hasLimiter: z.boolean() }),
  })
  .superRefine(({ sources, scenes }, context) => {
    const problem = problemOf(sources, scenes);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
export type SceneCollection = z.infer<typeof sceneCollectionSchema>;

/** A collection in the list of those that there are. */
export const collectionEntrySchema = z.object({ id: z.string(), name: z.string(), updatedAtMs: z.number() });

/** Scenes as the engine's state has them. Null before the first collection was made. */
export const scenesStateSchema = z.object({
  collections: z.array(collectionEntrySchema),
  /** The one that is worked on. `revision` grows with each save: a save names the one it is based on. */
  current: z.object({ id: z.string(), revision: z.number().int(), collection: sceneCollectionSchema }).nullable(),
});
export type ScenesState = z.infer<typeof scenesStateSchema>;

function problemOf(
  sources: readonly { readonly id: string }[],
  scenes: readonly {
    readonly id: string;
    readonly items: readonly { readonly id: string; readonly sourceId: string }[];
  }[],
): string | null {
  const known = new Set(sources.map(({ id }) => id));
  if (known.size < sources.length) return 'Expected every source to have an id of its own';
  if (new Set(scenes.map(({ id }) => id)).size < scenes.length) return 'Expected every scene to have an id of its own';
  const items = scenes.flatMap((scene) => scene.items);
  if (new Set(items.map(({ id }) => id)).size < items.length) return 'Expected every item to have an id of its own';
  if (items.some(({ sourceId }) => !known.has(sourceId))) return 'Expected the source of every item to be there';
  return null;
}
