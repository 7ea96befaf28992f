import { z } from 'zod';
import { errorCodes } from '../../shared/errors.js';

/** What the origin's worker thread is started with. */
export interface OriginWorkerData {
  readonly root: string;
  readonly cacheBytes: number;
  /** Port to try first. */
  readonly port: number;
  /** True after a restart: the same port or none, for links with it have been handed out. */
  readonly onlyWanted: boolean;
  readonly lan: boolean;
  /** Two doubles that only the worker writes: requests and bytes since the engine's start. */
  readonly counters: SharedArrayBuffer;
}

/** Engine → worker. */
export const toOriginSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), paths: z.array(z.string()) }),
  z.object({ type: z.literal('lan'), request: z.number().int(), allowed: z.boolean() }),
  z.object({ type: z.literal('stop') }),
]);
export type ToOrigin = z.infer<typeof toOriginSchema>;

/** Worker → engine. `lan` with `request` null: the network itself has changed. */
export const fromOriginSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), port: z.number().int(), lan: z.array(z.string()) }),
  z.object({ type: z.literal('lan'), request: z.number().int().nullable(), lan: z.array(z.string()) }),
  z.object({ type: z.literal('failed'), code: z.enum(errorCodes), message: z.string() }),
  z.object({ type: z.literal('problem'), message: z.string() }),
]);
export type FromOrigin = z.infer<typeof fromOriginSchema>;
