import { z } from 'zod';
import { reasonSchema } from './domain.js';

/**
 * How a broadcast stands at its destination:
 * `starting` nothing readable yet · `live` keeping up · `behind` a backlog is on its way · `blocked` nothing goes through
 * (see reason; it goes on by itself when that is mended) · `held` another studio holds the channel · `completing` the
 * broadcast is over and the rest is on its way · `complete` all there, read back through the public URL ·
 * `removing`, `removed` unpublished.
 */
export const publicationStatusSchema = z.enum([
  'starting',
  'live',
  'behind',
  'blocked',
  'held',
  'completing',
  'complete',
  'removing',
  'removed',
]);
export type PublicationStatus = z.infer<typeof publicationStatusSchema>;

export const publicationSchema = z.object({
  broadcastId: z.string(),
  destinationId: z.string(),
  destinationName: z.string(),
  status: publicationStatusSchema,
  reason: reasonSchema.nullable(),
  /** Media objects (segments, inits) confirmed, and their bytes. */
  objects: z.number().int(),
  bytes: z.number(),
  /** Closed in the archive and not yet confirmed. */
  backlogObjects: z.number().int(),
  backlogBytes: z.number(),
  /** Attempts beyond the first, of any request. */
  retries: z.number().int(),
  /** Age of the oldest segment at the live edge that is not confirmed, seconds; null with nothing on its way. */
  lagSeconds: z.number().nullable(),
  /** Measured upload, bits per second; null before anything was sent. */
  uploadBitrate: z.number().nullable(),
  /** Renditions that are published later because the uplink cannot carry them now. */
  deferred: z.array(z.string()),
  /** The link was read back through the public URL. */
  isVerified: z.boolean(),
  /** What it has cost so far at the provider's list prices, US dollars; null where no prices are known. */
  cost: z
    .object({
      requestsUsd: z.number().nullable(),
      storagePerMonthUsd: z.number().nullable(),
      puts: z.number().int(),
      gets: z.number().int(),
      bytesSent: z.number(),
    })
    .nullable(),
  /** Who holds the channel while `held`. */
  holder: z.object({ studio: z.string(), sinceMs: z.number() }).nullable(),
});
export type Publication = z.infer<typeof publicationSchema>;
