import { destinationConfigSchema, type BucketCredentials, type DestinationConfig } from '../shared/destinations.js';
import { toAppError } from '../shared/errors.js';
import type { Surroundings } from '../engine/host/data-dir.js';
import type { BucketTarget } from '../engine/publish/s3/bucket-target.js';
import { resolveTarget } from '../engine/publish/s3/resolve-target.js';
import { awsProfileRegion } from './aws-profile-region.js';
import { bucketKeys } from './bucket-keys.js';
import { UsageError, type DestinationChoice } from './command.js';

/** A bucket that is not saved, with all that a run needs. The keys stay in memory. */
export interface CommandLineBucket {
  readonly config: DestinationConfig;
  readonly credentials: BucketCredentials;
  /** The same with everything filled in that the provider's profile knows. */
  readonly target: BucketTarget;
  /** When the keys end, epoch milliseconds; null for keys without an end. */
  readonly expiresAtMs: number | null;
}

/**
 * Completes `--to s3://…` with what the environment knows: the keys, and the region where no option
 * names it (AWS_REGION, AWS_DEFAULT_REGION, the AWS profile). Throws
 * UsageError for what is missing or malformed.
 */
export async function bucketFromEnvironment(
  choice: Extract<DestinationChoice, { kind: 'bucket' }>,
  around: Surroundings,
  command: string,
): Promise<CommandLineBucket> {
  const { credentials, expiresAtMs } = await bucketKeys(around, choice.awsProfile, command);
  const config = await withRegion(choice, around, command);
  return { config, credentials, target: targetOf(config, credentials, command), expiresAtMs };
}

/** Throws UsageError when nobody knows under which address viewers reach the bucket: nothing could be published there. */
export function requirePublicUrl({ target }: CommandLineBucket, command: string): void {
  if (target.publicUrl !== null) return;
  const { label, publicUrlExample } = target.profile.info;
  throw new UsageError(
    `Expected --public-url: ${label} does not tell under which address viewers reach a bucket (for example ${publicUrlExample})`,
    command,
  );
}

function targetOf(config: DestinationConfig, credentials: BucketCredentials, command: string): BucketTarget {
  try {
    return resolveTarget(config, credentials);
  } catch (thrown) {
    const { code, details } = toAppError(thrown);
    if (code !== 'destination.invalid') throw thrown;
    const { field, why } = details;
    throw new UsageError(`${String(why)}: name it with --${String(field)}`, command);
  }
}

async function withRegion(
  { config, awsProfile }: Extract<DestinationChoice, { kind: 'bucket' }>,
  around: Surroundings,
  command: string,
): Promise<DestinationConfig> {
  if (config.region !== null || !takesRegion(config)) return config;
  const { env } = around;
  const variable = ['AWS_REGION', 'AWS_DEFAULT_REGION'].find((name) => (env[name] ?? '').trim() !== '');
  const profile = awsProfile ?? (env['AWS_PROFILE']?.trim() || 'default');
  // A profile whose keys are not used speaks of AWS, not of somebody's own server.
  const isProfileMeant = config.provider === 'aws' || awsProfile !== null || (env['AWS_ACCESS_KEY_ID'] ?? '') === '';
  const ofProfile = isProfileMeant ? await awsProfileRegion(around, profile) : null;
  const region = variable === undefined ? ofProfile : env[variable];
  const parsed = destinationConfigSchema.shape.region.safeParse(region ?? null);
  if (parsed.success) return { ...config, region: parsed.data };
  throw new UsageError(
    `Expected ${variable ?? `the AWS profile "${profile}"`} to name a region like eu-central-1`,
    command,
  );
}

/** Elsewhere there is but one region, or it stands in the endpoint; a variable that is about AWS would only do harm. */
function takesRegion({ provider, endpoint }: DestinationConfig): boolean {
  if (['r2', 'gcs', 'tigris'].includes(provider)) return false;
  return endpoint === null || ['generic', 'minio', 'ceph'].includes(provider);
}
