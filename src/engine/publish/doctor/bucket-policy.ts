import { z } from 'zod';
import { AppError } from '../../../shared/errors.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import { jsonDocument } from './json-document.js';

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const statementSchema = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.string(),
  Principal: z.unknown(),
  Action: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  Condition: z.unknown().optional(),
});
const policySchema = z.looseObject({
  Version: z.string().optional(),
  Statement: z.union([z.array(statementSchema), statementSchema.transform((one) => [one])]),
});
type Statement = z.infer<typeof statementSchema>;

/** Ours in a policy that may hold others' statements, too. */
const readSid = 'HeadwaterPublicRead';
const listSid = 'HeadwaterPublicMissing';
/** Every server knows this form of "everybody"; not every one knows the bare star. */
const everybody = { AWS: ['*'] };

/**
 * The bucket policy that lets everybody read what Headwater publishes, as JSON text: files below the prefix, nothing else.
 * `listing`: a missing file is then answered 404 instead of 403, at the price that everybody may list the bucket.
 * `existing`: what other statements there are stay as they are. Throws `publish.malformed-answer` when it is no policy.
 */
export function publicPolicy(
  target: BucketTarget,
  options: { readonly existing?: string | null; readonly listing?: boolean } = {},
): string {
  const { Statement: present, ...rest } = parsePolicy(options.existing ?? null);
  const ours = present.find((statement) => statement.Sid === readSid);
  const resource = readableArn(target);
  const resources = [...new Set([...listOf(ours?.Resource), resource])];
  const read: Statement = {
    Sid: readSid,
    Effect: 'Allow',
    Principal: everybody,
    Action: ['s3:GetObject'],
    Resource: resources,
  };
  const list: Statement = {
    Sid: listSid,
    Effect: 'Allow',
    Principal: everybody,
    Action: ['s3:ListBucket'],
    Resource: [`arn:aws:s3:::${target.config.bucket}`],
  };
  const others = present.filter(({ Sid }) => Sid !== readSid && !(Sid === listSid && options.listing === true));
  const statements = [...others, read, ...(options.listing === true ? [list] : [])];
  return jsonDocument({ Version: '2012-10-17', ...rest, Statement: statements });
}

/** True when a policy already lets everybody read what Headwater publishes. A text that is no policy lets nobody. */
export function letsEverybodyRead(policy: string | null, target: BucketTarget): boolean {
  const wanted = `arn:aws:s3:::${target.config.bucket}/${target.config.prefix === '' ? '' : `${target.config.prefix}/`}`;
  try {
    return parsePolicy(policy).Statement.some(
      (statement) =>
        statement.Effect === 'Allow' &&
        statement.Condition === undefined &&
        isEverybody(statement.Principal) &&
        listOf(statement.Action).some((action) => ['s3:*', 's3:GetObject', '*'].includes(action)) &&
        listOf(statement.Resource).some((arn) => arn.endsWith('*') && wanted.startsWith(arn.slice(0, -1))),
    );
  } catch {
    return false;
  }
}

/** `*` and `?` are wildcards in a policy, `$` begins a variable: as text they are written as variables (AWS, 2012-10-17). */
function readableArn(target: BucketTarget): string {
  const prefix = target.config.prefix.replace(/[*?$]/g, (sign) => `\${${sign}}`);
  return `arn:aws:s3:::${target.config.bucket}/${prefix === '' ? '' : `${prefix}/`}*`;
}

function parsePolicy(text: string | null): z.infer<typeof policySchema> & { Statement: Statement[] } {
  if (text === null || text.trim() === '') return { Statement: [] };
  try {
    return policySchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('publish.malformed-answer', 'Expected the bucket policy to be a JSON policy', { cause: error });
  }
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function isEverybody(principal: unknown): boolean {
  if (principal === '*') return true;
  const parsed = z.looseObject({ AWS: oneOrMore }).safeParse(principal);
  return parsed.success && listOf(parsed.data.AWS).includes('*');
}
