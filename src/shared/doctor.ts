import { z } from 'zod';

/** What the doctor looks at, in the order in which it does. */
export const doctorCheckIds = [
  'reach',
  'clock',
  'credentials',
  'bucket',
  'put',
  'read-back',
  'conditional-put',
  'overwrite-rate',
  'list',
  'delete',
  'public-read',
  'public-missing',
  'public-type',
  'public-cache',
  'public-html',
  'public-index',
  'public-range',
  'cors',
  'rate',
] as const;
export type DoctorCheckId = (typeof doctorCheckIds)[number];

/** One line of the checklist. `warn`: works, with a limit that the mend tells of. */
export const doctorCheckSchema = z.object({
  id: z.enum(doctorCheckIds),
  /** What was looked at, in words. */
  title: z.string(),
  status: z.enum(['pass', 'warn', 'fail', 'skipped']),
  /** What was found, in words. */
  detail: z.string(),
  /** What to do, one step a line, exact for the provider; empty when there is nothing to do. */
  mend: z.array(z.string()),
  /** A document to paste (bucket policy, CORS), as the provider takes it. */
  document: z.string().nullable(),
  /** `--fix` can do it with these keys. */
  isFixable: z.boolean(),
  /** The bucket is not there, and `--create` makes it where the key may. */
  isCreatable: z.boolean(),
  /** Was mended in this run. */
  isFixed: z.boolean(),
  durationMs: z.number(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const doctorReportSchema = z.object({
  destinationName: z.string(),
  provider: z.string(),
  startedAtMs: z.number(),
  status: z.enum(['running', 'pass', 'warn', 'fail']),
  checks: z.array(doctorCheckSchema),
  /** Measured; null when it could not be. */
  upload: z
    .object({
      bitsPerSecond: z.number(),
      latencyP50Ms: z.number(),
      latencyP90Ms: z.number(),
      /** "your uplink carries: …" */
      carries: z.string(),
    })
    .nullable(),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
