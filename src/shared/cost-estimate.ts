import { z } from 'zod';
import { latencyProfileSchema } from './latency-profiles.js';

/**
 * What an hour of the next broadcast costs at the destination where it goes, by the provider's list prices, and the line
 * that it needs. An estimate: what a broadcast has really cost is counted (Publication.cost).
 */
export const costEstimateSchema = z.object({
  destinationId: z.string(),
  /** `newest-broadcast`: the ladder and the bytes of that one; `typical`: what the ladder setting
   * usually makes of a source like that one's, or of 1080p at 30 fps. */
  basis: z.enum(['newest-broadcast', 'typical']),
  /** Renditions with the sound, top first. */
  ladder: z.array(z.string()),
  uplinkBitsPerSecond: z.number(),
  putsPerHour: z.number(),
  /** What Headwater reads back; viewers not counted. */
  getsPerHour: z.number(),
  /** Media that stay in the bucket, GB of 10⁹ bytes. */
  gigabytesPerHour: z.number(),
  /** Requests, US dollars; null where no prices are known. */
  usdPerHour: z.number().nullable(),
  /** What keeping the recording of an hour costs each month, US dollars. */
  storageUsdPerMonthPerHour: z.number().nullable(),
  /** What a viewer adds who watches the best quality for an hour straight from the bucket, US dollars. */
  usdPerViewerHour: z.number().nullable(),
  /** The same hour with each latency profile. */
  profiles: z.record(latencyProfileSchema, z.object({ putsPerHour: z.number(), usdPerHour: z.number().nullable() })),
  /** Date of the price list, ISO; null where no prices are known. */
  pricesAsOf: z.string().nullable(),
});
export type CostEstimate = z.infer<typeof costEstimateSchema>;
