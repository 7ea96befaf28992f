import { posix, win32 } from 'node:path';
import { bucketCredentialsSchema, type BucketCredentials } from '../shared/destinations.js';
import type { Surroundings } from '../engine/host/data-dir.js';
import { UsageError } from './command.js';

/** Keys to a bucket as the environment gives them. */
export interface BucketKeys {
  readonly credentials: BucketCredentials;
  /** When they end, epoch milliseconds; null for keys without an end. */
  readonly expiresAtMs: number | null;
}

const howTo =
  'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name an AWS profile with --aws-profile or AWS_PROFILE';

/**
 * The keys to a bucket: those of the AWS profile that was named; else AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
 * AWS_SESSION_TOKEN; else the profile that AWS_PROFILE names, or `default`. An option for them does not exist: every user
 * of a computer can read command lines. Throws UsageError, which never repeats a value.
 */
export async function bucketKeys(
  around: Surroundings,
  awsProfile: string | null,
  command: string,
): Promise<BucketKeys> {
  const found = awsProfile === null ? keysOfEnvironment(around, command) : null;
  const { expiration, ...keys } = found ?? (await keysOfProfile(around, awsProfile, command));
  const parsed = bucketCredentialsSchema.safeParse({ ...keys, sessionToken: keys.sessionToken ?? null });
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0]);
    throw new UsageError(`Expected a valid ${field} among the keys to the bucket`, command);
  }
  const expiresAtMs = expiration?.getTime() ?? Number.NaN;
  return { credentials: parsed.data, expiresAtMs: Number.isNaN(expiresAtMs) ? null : expiresAtMs };
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

function keysOfEnvironment({ env }: Surroundings, command: string): Keys | null {
  const read = (name: string) => env[name]?.trim() || undefined;
  const accessKeyId = read('AWS_ACCESS_KEY_ID');
  const secretAccessKey = read('AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === undefined && secretAccessKey === undefined) return null;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = accessKeyId === undefined ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY';
    throw new UsageError(`Expected ${missing} as well: only the other half of the key is set`, command);
  }
  const expiry = read('AWS_CREDENTIAL_EXPIRATION');
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: read('AWS_SESSION_TOKEN'),
    expiration: expiry === undefined ? undefined : new Date(expiry),
  };
}

async function keysOfProfile(around: Surroundings, named: string | null, command: string): Promise<Keys> {
  const { env } = around;
  const asked = named ?? (env['AWS_PROFILE']?.trim() || null);
  const profile = asked ?? 'default';
  const { credentialsFile, configFile } = awsFiles(around);
  // Most people have no such profile: they need not wait for what reads it.
  const { fromIni } = await import('@aws-sdk/credential-provider-ini');
  try {
    return await fromIni({ profile, filepath: credentialsFile, configFilepath: configFile, ignoreCache: true })();
  } catch (error) {
    if (asked === null) throw new UsageError(`Expected keys to the bucket: ${howTo}`, command);
    throw new UsageError(`Expected keys in the AWS profile "${profile}"${whyNot(error)}`, command);
  }
}

/** What the SDK says, as long as it cannot hold what a `credential_process` has printed. */
function whyNot(error: unknown): string {
  const text = error instanceof Error && error.name === 'CredentialsProviderError' ? error.message : '';
  const first = text.split('\n')[0] ?? '';
  if (first === '' || first.startsWith('Command failed') || first.startsWith('Could not resolve')) return ', got none';
  return `, got: ${first.replace(/\.$/, '').slice(0, 200)}`;
}

/** Where the AWS tools keep profiles (their variables, else `~/.aws`). */
export function awsFiles({ platform, env, home }: Surroundings): { credentialsFile: string; configFile: string } {
  const path = platform === 'win32' ? win32 : posix;
  return {
    credentialsFile: env['AWS_SHARED_CREDENTIALS_FILE'] || path.join(home, '.aws', 'credentials'),
    configFile: env['AWS_CONFIG_FILE'] || path.join(home, '.aws', 'config'),
  };
}
