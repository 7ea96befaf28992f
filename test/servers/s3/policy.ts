import { S3Error } from './s3-error.js';

/** One statement of a bucket policy, its one-or-many fields as lists. */
export interface PolicyStatement {
  readonly isAllow: boolean;
  /** `*`, or ARNs. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

const malformed = (message: string): S3Error => new S3Error(400, 'MalformedPolicy', message);

function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}

function principalsOf(value: unknown): string[] {
  const isNamed = typeof value === 'object' && value !== null && 'AWS' in value;
  return listOf(isNamed ? value.AWS : value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a policy document; throws MalformedPolicy as S3 does for what it would not take. */
export function parsePolicy(text: string, bucket: string): PolicyStatement[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const statements = isRecord(document) ? document['Statement'] : undefined;
  const list: unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.map((statement) => {
    if (!isRecord(statement)) throw malformed('Missing required field Statement');
    const { Effect, Principal, Action, Resource, Condition } = statement;
    if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed('Missing required field Effect');
    if (Condition !== undefined) throw malformed('Conditions are not known to this server');
    const [principals, actions, resources] = [principalsOf(Principal), listOf(Action), listOf(Resource)];
    if (principals.length === 0) throw malformed('Missing required field Principal');
    if (actions.length === 0) throw malformed('Missing required field Action');
    const own = `arn:aws:s3:::${bucket}`;
    if (resources.length === 0 || !resources.every((arn) => arn === own || arn.startsWith(`${own}/`))) {
      throw malformed('Policy has invalid resource');
    }
    return { isAllow: Effect === 'Allow', principals, actions, resources };
  });
}

function isMatch(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** What the statements say about somebody's wish; a denial wins. `principal`: null for anonymous. */
export function evaluatePolicy(
  statements: readonly PolicyStatement[],
  wish: { readonly principal: string | null; readonly action: string; readonly resource: string },
): 'allow' | 'deny' | 'silent' {
  const fitting = statements.filter(
    ({ principals, actions, resources }) =>
      principals.some((name) => name === '*' || (wish.principal !== null && name === wish.principal)) &&
      actions.some((pattern) => isMatch(pattern.toLowerCase(), wish.action.toLowerCase())) &&
      resources.some((pattern) => isMatch(pattern, wish.resource)),
  );
  if (fitting.some(({ isAllow }) => !isAllow)) return 'deny';
  return fitting.length > 0 ? 'allow' : 'silent';
}
