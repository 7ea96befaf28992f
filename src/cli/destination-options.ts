import { destinationConfigSchema, providerIds, type ProviderId } from '../shared/destinations.js';
import { UsageError, type DestinationChoice } from './command.js';
import { providerOfEndpoint } from './provider-of-endpoint.js';

/** What `parseArgs` takes for the options that name a destination. */
export const destinationFlags = {
  to: { type: 'string' },
  endpoint: { type: 'string' },
  region: { type: 'string' },
  'public-url': { type: 'string' },
  profile: { type: 'string' },
  'aws-profile': { type: 'string' },
} as const;
export type DestinationFlag = keyof typeof destinationFlags;

/** The flags by name, for lists of what a command allows. */
export const destinationFlagNames: readonly DestinationFlag[] = [
  'to',
  'endpoint',
  'region',
  'public-url',
  'profile',
  'aws-profile',
];

type Values = Readonly<Partial<Record<DestinationFlag, string>>>;
const thisComputer = 'this-computer';
const forms = 'the name of a saved destination, this-computer or s3://bucket/prefix';

/**
 * Reads the destination's options; null without `--to`. Values are never repeated in an error where keys might have been
 * pasted into them. Throws UsageError.
 */
export function parseDestination(values: Values, command: string): DestinationChoice | null {
  const { to } = values;
  if (to !== undefined && /^s3:/i.test(to)) return parseBucket(to, values, command);
  const lonely = destinationFlagNames.find((flag) => flag !== 'to' && values[flag] !== undefined);
  if (lonely !== undefined) {
    throw new UsageError(`Expected --${lonely} only together with --to s3://bucket/prefix`, command);
  }
  if (to === undefined) return null;
  const name = to.trim();
  if (name === thisComputer) return { kind: 'this-computer' };
  if (name === '' || name.includes('://')) throw new UsageError(`Expected --to with ${forms}`, command);
  return { kind: 'saved', name };
}

function parseBucket(to: string, values: Values, command: string): DestinationChoice {
  // As the AWS command line reads it: no escapes, so that a prefix may hold any text.
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/is.exec(to) ?? [];
  const endpoint = values.endpoint ?? null;
  const { provider, awsProfile } = readProfiles(values, endpoint, command);
  const parsed = destinationConfigSchema.safeParse({
    name: nameOf(bucket, prefix),
    provider,
    endpoint,
    region: values.region ?? null,
    bucket,
    prefix,
    publicUrl: values['public-url'] ?? null,
    pathStyle: null,
  });
  if (parsed.success) return { kind: 'bucket', config: parsed.data, awsProfile };
  const field = parsed.error.issues[0]?.path[0];
  throw new UsageError(
    Object.hasOwn(wrong, String(field)) ? (wrong[String(field)] ?? '') : `Expected --to with ${forms}`,
    command,
  );
}

/** By field of the configuration. None repeats the value: a key may have been pasted into it. */
const wrong: Readonly<Record<string, string>> = {
  bucket:
    'Expected --to s3://bucket/prefix with the bare name of a bucket (letters, digits, ".", "-"; keys come from the environment)',
  prefix:
    'Expected --to s3://bucket/prefix with a prefix without empty, "." or ".." folders and without control characters',
  endpoint: 'Expected --endpoint to be an http:// or https:// address without user, password, "?" or "#"',
  publicUrl: 'Expected --public-url to be an http:// or https:// address without user, password, "?" or "#"',
  region: 'Expected --region to be like eu-central-1: small letters, digits and "-"',
};

function readProfiles(
  values: Values,
  endpoint: string | null,
  command: string,
): { provider: ProviderId; awsProfile: string | null } {
  const { profile, 'aws-profile': named } = values;
  for (const [flag, value] of Object.entries({ profile, 'aws-profile': named })) {
    if (value?.trim() === '') throw new UsageError(`Expected a value after --${flag}`, command);
  }
  const derived = endpoint === null ? 'aws' : providerOfEndpoint(endpoint);
  const asked = providerIds.find((id) => id === profile);
  if (asked !== undefined) return { provider: asked, awsProfile: named ?? null };
  if (profile !== undefined && named !== undefined) {
    throw new UsageError(`Expected --profile to be one of ${providerIds.join(', ')} beside --aws-profile`, command);
  }
  return { provider: derived, awsProfile: named ?? profile ?? null };
}

/** What people see of it: the place itself, cut to the length of a name. */
function nameOf(bucket: string, prefix: string): string {
  const name = [...`s3://${bucket}/${prefix}`.replace(/\/+$/, '')];
  return name.length <= 60 ? name.join('') : `${name.slice(0, 59).join('')}…`;
}
