import { z } from 'zod';

/** An id inside of a scene collection: short, safe everywhere. */
export const sceneIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

/** `#rrggbb` or `#rrggbbaa`. */
export const colourSchema = z.string().regex(/^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/);

/** How far a coordinate may lie outside of the canvas: enough to park anything, little enough to compute with. */
const coordinate = z.number().min(-16_384).max(16_384);
const length = z.number().min(1).max(16_384);
const share = z.number().min(0).max(0.95);

/** How a source's picture, after cropping, fills the box of its item. */
export const fitSchema = z.enum(['contain', 'cover', 'stretch']);

export const blendModes = ['normal', 'add', 'screen', 'multiply', 'lighten', 'darken'] as const;

/**
 * Where and how a source is shown in one scene. The box is in programme pixels, before it is turned about its centre.
 * `crop`: shares of the source's own picture that are cut away.
 */
export const sceneItemSchema = z.object({
  id: sceneIdSchema,
  sourceId: sceneIdSchema,
  box: z.object({ x: coordinate, y: coordinate, width: length, height: length }),
  /** Degrees, clockwise. */
  rotation: z.number().min(-360).max(360),
  crop: z
    .object({ left: share, top: share, right: share, bottom: share })
    .refine(
      ({ left, top, right, bottom }) => left + right < 1 && top + bottom < 1,
      'Expected a crop that leaves a rest',
    ),
  fit: fitSchema,
  opacity: z.number().min(0).max(1),
  blend: z.enum(blendModes),
  /** Programme pixels; more than half of the shorter side is a circle or a pill. */
  cornerRadius: z.number().min(0).max(8192),
  isVisible: z.boolean(),
  isLocked: z.boolean(),
});
export type SceneItem = z.infer<typeof sceneItemSchema>;
export type Box = SceneItem['box'];
export type Crop = SceneItem['crop'];
