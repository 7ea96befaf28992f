import type { AppError, ErrorCode } from '../../../shared/errors.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import { failed, type CheckResult } from './check-result.js';
import { keyPolicy } from './key-policy.js';
import { stepsFor } from './provider-steps.js';

type Words = (error: AppError, target: BucketTarget) => CheckResult;

const fact = (error: AppError, name: string): string | null => {
  const value = error.details[name];
  return value === undefined || value === null || value === '' ? null : String(value);
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
const labelOf = (target: BucketTarget): string => target.profile.info.label;
/** Who answers, at the beginning of a sentence. */
const serverOf = (target: BucketTarget): string => (target.profile.id === 'generic' ? 'The server' : labelOf(target));
const keyNames = (target: BucketTarget) => target.profile.info.keyLabels;

/** What `details.why` of `publish.unreachable` means; other values are shown as they are. */
const networkWords: Readonly<Record<string, string>> = {
  dns: 'there is no server of this name',
  refused: 'nothing answers on this port',
  timeout: 'it did not answer in time',
  reset: 'it broke off the connection',
  'no-route': 'no way leads there',
  'no-network': 'this computer has no network',
  unreadable: 'its answers cannot be read',
};

/** What `details.why` of `publish.tls` means. */
const certificateWords: Readonly<Record<string, string>> = {
  expired: 'its certificate has expired',
  'not-yet-valid': "its certificate is not valid yet, which is most often this computer's clock",
  'wrong-host': 'its certificate is for another name',
  'no-tls': 'it does not speak https there',
  untrusted: 'its certificate is not signed by anybody this computer trusts',
};

const unreachable: Words = (error, target) => {
  const host = fact(error, 'host') ?? hostOf(target.endpoint);
  const why = fact(error, 'why');
  const cause = why === null ? '' : `: ${networkWords[why] ?? why}`;
  return failed(`${host} cannot be reached${cause}.`, [
    'Look whether this computer is online, and whether a firewall or VPN stands between.',
    `Look at the address once more: ${host}.`,
  ]);
};

const words: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'publish.unreachable': unreachable,
  'publish.tls': (error, target) => {
    const host = fact(error, 'host') ?? hostOf(target.endpoint);
    const cause = certificateWords[fact(error, 'why') ?? ''] ?? 'its certificate is not accepted';
    return failed(`No secure connection to ${host} can be made: ${cause}.`, [
      'Look at the address once more (https or http, the right host name).',
      'A server of your own needs a certificate for exactly this name; a company network may put its own in between.',
    ]);
  },
  'publish.clock-skew': () =>
    failed("The server refuses the request because this computer's clock and its own are too far apart.", [
      'Set the clock of this computer: let the system set date and time by itself.',
    ]),
  'publish.unknown-key': (_error, target) =>
    failed(`${serverOf(target)} does not know this ${keyNames(target).accessKeyId}.`, [
      `Copy the ${keyNames(target).accessKeyId} once more, without spaces; it may also have been deleted, or belong to another account.`,
      ...stepsFor(target, 'newKey'),
    ]),
  'publish.wrong-secret': (_error, target) =>
    failed(`The ${keyNames(target).secretAccessKey} does not fit the ${keyNames(target).accessKeyId}.`, [
      `Copy the ${keyNames(target).secretAccessKey} once more, whole and without spaces. Most providers show it only once: if it is lost, make a new key.`,
      ...stepsFor(target, 'newKey'),
    ]),
  'publish.expired-key': (_error, target) =>
    failed('The key has expired: it was made for a limited time.', [
      'Make a new key, best one that does not expire.',
      ...stepsFor(target, 'newKey'),
    ]),
  'publish.forbidden': (_error, target) =>
    failed('The key is known, but it has no right to do this.', stepsFor(target, 'key'), {
      document: keyPolicy(target),
    }),
  'publish.no-bucket': (_error, target) =>
    failed(
      `There is no bucket named "${target.config.bucket}" at ${hostOf(target.endpoint)}.`,
      [
        'Look at the name once more, also at capital letters, and whether it is in another account or region.',
        'Or let Headwater make it: run the test again with --create (in the studio: "Create the bucket").',
      ],
      { isCreatable: true },
    ),
  'publish.wrong-region': (error, target) => {
    const region = fact(error, 'region');
    const where = region === null ? 'in another region' : `in the region "${region}"`;
    const asked = target.region === '' ? '' : `, not in "${target.region}"`;
    const mend =
      region === null
        ? ['Set the region of this destination to that of the bucket.', ...stepsFor(target, 'region')]
        : [`Set the region of this destination to ${region} (--region ${region}).`, ...regionEndpoint(target)];
    return failed(`The bucket "${target.config.bucket}" is ${where}${asked}.`, mend);
  },
  'publish.throttled': (_error, target) =>
    failed(`${serverOf(target)} asks to slow down, and goes on asking.`, [
      'Try again in a few minutes. If it stays so: ask the provider about the limits of this account.',
    ]),
  'publish.server-error': (error, target) =>
    failed(`${serverOf(target)} has a fault of its own${answered(error)}.`, [
      'Try again in a few minutes, and look at the status page of the provider.',
    ]),
  'publish.conflict': (error) =>
    failed(`Somebody else changed the same file or bucket at the same time${answered(error)}.`, [
      'Run the test again.',
    ]),
  'publish.unsupported': (error, target) => {
    if (fact(error, 's3Code') === 'AccessControlListNotSupported') return noAccessLists(target);
    return failed(
      `This server does not know a part of the request${answered(error)}. ${profileHint(target)}`,
      otherProfile(target),
    );
  },
  'publish.refused': (error, target) =>
    failed(`The server refuses the request${answered(error)}. ${profileHint(target)}`, otherProfile(target)),
  'publish.malformed-answer': (error, target) =>
    failed(
      `What answers at ${fact(error, 'host') ?? hostOf(target.endpoint)} is no S3 server: it sends a web page or something unreadable.`,
      [
        'In a hotel, train or office network: open any web page in the browser and sign in there first.',
        `Look at the endpoint once more: it is the address of the S3 interface, not of the console or the website. ${example(target)}`,
      ],
    ),
};

/** An error in words for people, with what to do about it. */
export function failureOf(error: AppError, target: BucketTarget): CheckResult {
  const known = words[error.code];
  if (known !== undefined) return known(error, target);
  return failed(`Something unexpected happened (${error.code}).`, ['Run the test again; the log tells more.']);
}

/** ` (412 PreconditionFailed)`, as far as known. */
function answered(error: AppError): string {
  const parts = [fact(error, 'status'), fact(error, 's3Code')].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}

/** New buckets of most providers; asking for a public file is refused there. */
function noAccessLists(target: BucketTarget): CheckResult {
  return failed(
    `The bucket takes no access lists (ACL) for single files, which the provider "${labelOf(target)}" asks for.`,
    otherProfile(target),
  );
}

function profileHint(target: BucketTarget): string {
  return `The destination is set up as "${labelOf(target)}".`;
}

function otherProfile(target: BucketTarget): string[] {
  const choice = 'Choose the provider that this bucket is really at (--profile on the command line)';
  return target.profile.id === 'generic'
    ? [`${choice}; "generic" speaks plain S3 only.`]
    : [`${choice}, or "generic".`];
}

function regionEndpoint(target: BucketTarget): string[] {
  return target.config.endpoint === null ? [] : ['Where the endpoint names a region, change that as well.'];
}

function example(target: BucketTarget): string {
  const { endpointExample } = target.profile.info;
  return endpointExample === '' ? '' : `Example: ${endpointExample}`;
}
