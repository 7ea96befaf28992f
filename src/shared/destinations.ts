import { z } from 'zod';

/** Providers whose quirks are known (src/engine/publish/profiles). `generic`: plain S3 as most speak it. */
export const providerIds = [
  'aws',
  'r2',
  'b2',
  'tigris',
  'minio',
  'ceph',
  'spaces',
  'wasabi',
  'gcs',
  'generic',
] as const;
export const providerIdSchema = z.enum(providerIds);
export type ProviderId = z.infer<typeof providerIdSchema>;

/** Longest key that S3 takes, in bytes of UTF-8. What Headwater puts behind a prefix is shorter than 200. */
const longestPrefixBytes = 800;

/** An http(s) URL without credentials, query or fragment, and without a slash at its end. */
const plainUrlSchema = z
  .string()
  .trim()
  .max(2048)
  .transform((text) => text.replace(/\/+$/, ''))
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
    return /^https?:$/.test(url.protocol) && isPlain;
  }, 'Expected an http(s) URL without user, query or fragment');

/**
 * What stands in front of every key, without slashes at its ends; `''` is the bucket's root. Any text that survives a URL:
 * no `.` or `..` folder (clients resolve those away), no empty one, no backslash, no control character.
 */
export const prefixSchema = z
  .string()
  .transform((text) => text.replace(/^\/+|\/+$/g, ''))
  .refine((text) => text === '' || text.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), {
    message: 'Expected a prefix without empty, "." or ".." folders',
  })
  .refine((text) => !/[\p{Cc}\p{Cs}\\]/u.test(text), 'Expected a prefix without control characters')
  .refine((text) => new TextEncoder().encode(text).length <= longestPrefixBytes, {
    message: `Expected a prefix of at most ${longestPrefixBytes} bytes`,
  });

/** Where a destination is. Never holds a secret: the keys live in the secret store under the destination's id. */
export const destinationConfigSchema = z.object({
  name: z.string().trim().min(1).max(60),
  provider: providerIdSchema,
  /** API endpoint. Null: the provider's own, made from the region (AWS, B2, Wasabi, Spaces, Tigris, GCS). */
  endpoint: plainUrlSchema.nullable(),
  region: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable(),
  bucket: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,254}$/),
  prefix: prefixSchema,
  /** URL of the bucket's root for viewers (prefix excluded). Null: the provider's public form, or none is known. */
  publicUrl: plainUrlSchema.nullable(),
  /** Overrides of the profile; null: as the profile says. */
  pathStyle: z.boolean().nullable(),
});
export type DestinationConfig = z.infer<typeof destinationConfigSchema>;

/** Keys to a bucket. Only ever on their way into the secret store or the S3 client: never in state, log, argv or URL. */
export const bucketCredentialsSchema = z.object({
  accessKeyId: z.string().trim().min(1).max(256),
  secretAccessKey: z.string().trim().min(1).max(512),
  sessionToken: z.string().trim().max(4096).nullable(),
});
export type BucketCredentials = z.infer<typeof bucketCredentialsSchema>;

/** How sure we are of a provider's row. */
export const standingSchema = z.enum(['tried', 'emulated', 'documented']);
export type Standing = z.infer<typeof standingSchema>;

/** List prices in US dollars. */
export const providerPricesSchema = z.object({
  /** Per 1,000 writes (PUT, POST, LIST). */
  perThousandPuts: z.number(),
  /** Per 1,000 reads (GET, HEAD). */
  perThousandGets: z.number(),
  perGbMonthStored: z.number(),
  /** Per GB that viewers download straight from the bucket. */
  perGbEgress: z.number(),
  /** Date of the price list, ISO. */
  asOf: z.string(),
});

/** What is particular about talking to a provider: what each means is told with ProviderProfile in the engine. */
export const providerTraitsSchema = z.object({
  endpointForm: z.string().nullable(),
  publicUrlForm: z.string().nullable(),
  signingRegion: z.string(),
  pathStyle: z.boolean(),
  checksums: z.enum(['when-required', 'when-supported']),
  publicBy: z.enum(['acl', 'policy', 'console']),
  deletes: z.enum(['multi', 'multi-md5', 'single']),
  conditionalPut: z.boolean(),
  minKeyIntervalMs: z.number(),
  canPutCors: z.boolean(),
  canPutPolicy: z.boolean(),
  /** Null: unknown. */
  prices: providerPricesSchema.nullable(),
});
export type ProviderTraits = z.infer<typeof providerTraitsSchema>;

/** One question that the form asks for a provider, beyond bucket, key and secret. */
export const providerInfoSchema = z.object({
  id: providerIdSchema,
  label: z.string(),
  standing: standingSchema,
  /** Which fields the form shows; the others are derived or do not matter. */
  asks: z.object({
    endpoint: z.enum(['required', 'derived']),
    region: z.enum(['required', 'fixed', 'optional']),
    publicUrl: z.enum(['required', 'derived']),
  }),
  defaultRegion: z.string().nullable(),
  regions: z.array(z.string()),
  endpointExample: z.string(),
  publicUrlExample: z.string(),
  /** What this provider calls the two halves of the key. */
  keyLabels: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  /** Where to click: plain text, one step a line. */
  guide: z.array(z.string()),
  /** What Headwater does there. */
  traits: providerTraitsSchema,
});
export type ProviderInfo = z.infer<typeof providerInfoSchema>;

/** A saved destination as the studio sees it. */
export const destinationSchema = z.object({
  id: z.string(),
  config: destinationConfigSchema,
  isDefault: z.boolean(),
  /** False: keys are missing, so nothing can be published there until they are entered again. */
  hasCredentials: z.boolean(),
  /** The first characters of the access key id, for people to tell keys apart. */
  keyHint: z.string().nullable(),
  /** From a command line: gone with the run, unless it still has something to publish. */
  isTransient: z.boolean(),
});
export type Destination = z.infer<typeof destinationSchema>;
