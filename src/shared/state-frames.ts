import { z } from 'zod';
import { studioStateSchema, type StudioState } from './studio-state.js';

/** One change, in the form of immer's patches (a subset of RFC 6902 with the path as an array). */
export const statePatchSchema = z.object({
  op: z.enum(['add', 'remove', 'replace']),
  path: z.array(z.union([z.string(), z.number()])),
  value: z.unknown().optional(),
});
export type StatePatch = z.infer<typeof statePatchSchema>;

/**
 * What the state subscription carries: a snapshot at a revision, then patches that each lead from `revision - 1` to
 * `revision`. A receiver that sees a gap drops the subscription and asks anew, which brings a new snapshot.
 */
export const stateFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), epoch: z.string(), revision: z.number().int(), state: studioStateSchema }),
  z.object({
    type: z.literal('patch'),
    epoch: z.string(),
    revision: z.number().int(),
    patches: z.array(statePatchSchema),
  }),
]);
export type StateFrame =
  | { type: 'snapshot'; epoch: string; revision: number; state: StudioState }
  | { type: 'patch'; epoch: string; revision: number; patches: StatePatch[] };
