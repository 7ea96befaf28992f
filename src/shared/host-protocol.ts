import { z } from 'zod';
import { errorCodes } from './errors.js';

/**
 * The key to the secrets that the system's keychain keeps (32 bytes in base64). `none`: there is no keychain that protects it.
 * `refused`: it was kept there, and is not to be had. `isWanted` false: the creator wants it in a file again.
 */
export const keychainKeySchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('none') }),
  z.object({ is: z.literal('refused') }),
  z.object({ is: z.literal('open'), key: z.base64().length(44), isWanted: z.boolean() }),
]);
export type KeychainKeyMessage = z.infer<typeof keychainKeySchema>;

const portSchema = z.number().int().min(0).max(65535).nullable();
/** Where an engine listens, or shall listen. Null: as is configured. 0: any free port. One that is busy is left for the next free one. */
export const enginePortsSchema = z.object({ studio: portSchema, rtmp: portSchema, origin: portSchema });
export type EnginePorts = z.infer<typeof enginePortsSchema>;

/** What the desktop shell says to the engine's process. */
export const toHostSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    dataDir: z.string().min(1),
    outDir: z.string().min(1),
    version: z.string(),
    ports: enginePortsSchema,
    keychain: keychainKeySchema,
  }),
  z.object({ type: z.literal('stop') }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/**
 * What is on: nothing; a broadcast (also one that waits for its programme to come back); one for this computer alone; one that is
 * rehearsed, and removed afterwards. `isComposed`: the studio's page makes its picture, maybe of a screen that must not go dark.
 */
export const showOnSchema = z.object({
  is: z.enum(['off', 'live', 'recording', 'rehearsal']),
  isComposed: z.boolean(),
});
export type ShowOn = z.infer<typeof showOnSchema>;

/** What the engine's process says to the desktop shell. */
export const fromHostSchema = z.discriminatedUnion('type', [
  /** The process listens for messages: it may be told to start. */
  z.object({ type: z.literal('loaded') }),
  /** It serves the studio there. */
  z.object({ type: z.literal('ready'), studioUrl: z.string(), ports: enginePortsSchema }),
  z.object({
    type: z.literal('failed'),
    error: z.object({
      code: z.enum(errorCodes),
      message: z.string(),
      retryable: z.boolean(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  }),
  /** Show the folder that holds `path`. */
  z.object({ type: z.literal('reveal'), path: z.string() }),
  /** Once behind `ready`, then with every change. */
  z.object({ type: z.literal('show'), show: showOnSchema }),
  z.object({ type: z.literal('stopped') }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
