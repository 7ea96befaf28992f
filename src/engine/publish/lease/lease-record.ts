import { z } from 'zod';
import { shownText } from '../../../shared/shown-text.js';

/** What is longer is not a lease. */
const longestBytes = 16 * 1024;
/** Latest time that a Date can hold. */
const timeSchema = z.number().int().min(0).max(8_640_000_000_000_000);
/** Text from a file that anybody with keys may have written: shown to people, so nothing that moves the cursor or its direction. */
const nameSchema = z.string().max(200).transform(shownText);

/** `lease.json`. Later versions keep these fields: a lease that cannot be read is no lease. */
const leaseRecordSchema = z.object({
  version: z.number().int().min(1),
  /** The installation: its next run may go on where the last one died. */
  studioId: z.string().min(1).max(100),
  studio: nameSchema,
  /** Made anew each time the lease is taken. */
  token: z.string().min(1).max(100),
  sinceMs: timeSchema,
  /** By the server's clock. */
  renewedAtMs: timeSchema,
  /** Goes up with every attempt to write it, so that no two are equal. */
  sequence: z.number().int().min(0),
  /** False until the writer knew that nobody else could be writing the channel. */
  settled: z.boolean(),
});
export type LeaseRecord = z.infer<typeof leaseRecordSchema>;

/** `lease-released.json`: the holder of this token has stopped; `sequence` is the last one that it knows was stored. */
const leaseEndSchema = z.object({
  version: z.number().int().min(1),
  token: z.string().min(1).max(100),
  sequence: z.number().int().min(0),
});
export type LeaseEnd = z.infer<typeof leaseEndSchema>;

/** Null for anything that is not a lease. Never throws. */
export function parseLease(body: Uint8Array): LeaseRecord | null {
  return parse(leaseRecordSchema, body);
}

/** Null for anything else. Never throws. */
export function parseLeaseEnd(body: Uint8Array): LeaseEnd | null {
  return parse(leaseEndSchema, body);
}

/** The text of either object. */
export function renderLease(record: LeaseRecord | LeaseEnd): Buffer {
  return Buffer.from(`${JSON.stringify(record)}\n`);
}

function parse<T>(schema: z.ZodType<T>, body: Uint8Array): T | null {
  if (body.length > longestBytes) return null;
  try {
    const result = schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
    return result.success ? result.data : null;
  } catch {
    // not JSON, or not text
    return null;
  }
}
