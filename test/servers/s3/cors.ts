import { malformedXml, S3Error } from './s3-error.js';
import { parseXml, textOf, textsOf, toXml, type XmlNode } from './xml.js';

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds: number | null;
}

/** What a public bucket is given: anybody may read. */
export const openCors: readonly CorsRule[] = [
  {
    origins: ['*'],
    methods: ['GET', 'HEAD'],
    headers: ['*'],
    exposed: ['ETag', 'Content-Range', 'Content-Length'],
    maxAgeSeconds: 600,
  },
];

export function parseCors(xml: string): CorsRule[] {
  const rules = parseXml(xml)?.children.filter(({ name }) => name === 'CORSRule') ?? [];
  if (rules.length === 0) throw malformedXml();
  return rules.map((rule) => {
    const [origins, methods] = [textsOf(rule, 'AllowedOrigin'), textsOf(rule, 'AllowedMethod')];
    if (origins.length === 0 || methods.length === 0) throw malformedXml();
    const strange = methods.find((method) => !['GET', 'HEAD', 'PUT', 'POST', 'DELETE'].includes(method));
    if (strange !== undefined) {
      const message = `Found unsupported HTTP method in CORS config. Unsupported method is ${strange}`;
      throw new S3Error(400, 'InvalidRequest', message);
    }
    const maxAge = textOf(rule, 'MaxAgeSeconds');
    return {
      origins,
      methods,
      headers: textsOf(rule, 'AllowedHeader'),
      exposed: textsOf(rule, 'ExposeHeader'),
      maxAgeSeconds: maxAge === undefined ? null : Number(maxAge),
    };
  });
}

export function writeCors(rules: readonly CorsRule[]): string {
  const many = (name: string, values: readonly string[]): XmlNode[] => values.map((value) => [name, value]);
  return toXml(
    [
      'CORSConfiguration',
      rules.map((rule) => [
        'CORSRule',
        [
          ...many('AllowedOrigin', rule.origins),
          ...many('AllowedMethod', rule.methods),
          ...many('AllowedHeader', rule.headers),
          ...many('ExposeHeader', rule.exposed),
          ...(rule.maxAgeSeconds === null ? [] : many('MaxAgeSeconds', [String(rule.maxAgeSeconds)])),
        ],
      ]),
    ],
    true,
  );
}

/** One `*` stands for anything. */
function isMatch(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.toLowerCase().split('*', 2);
  const value = text.toLowerCase();
  if (end === undefined) return value === start;
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}

function find(
  rules: readonly CorsRule[],
  wish: { origin: string; method: string; headers: readonly string[] },
): { rule: CorsRule; isAnyOrigin: boolean } | null {
  for (const rule of rules) {
    const origin = rule.origins.find((pattern) => isMatch(pattern, wish.origin));
    const allHeaders = wish.headers.every((name) => rule.headers.some((pattern) => isMatch(pattern, name)));
    if (origin !== undefined && rule.methods.includes(wish.method) && allHeaders) {
      return { rule, isAnyOrigin: origin === '*' };
    }
  }
  return null;
}

function answerHeaders(
  { rule, isAnyOrigin }: { rule: CorsRule; isAnyOrigin: boolean },
  origin: string,
): Record<string, string> {
  return {
    'access-control-allow-origin': isAnyOrigin ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(rule.exposed.length === 0 ? {} : { 'access-control-expose-headers': rule.exposed.join(', ') }),
    ...(isAnyOrigin ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.maxAgeSeconds === null ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
  };
}

/**
 * Headers for an ordinary answer. A request without Origin gets none, not even Vary: that is what poisons a cache in front
 * of a bucket, and what nginx.conf or a CDN has to mend.
 */
export function corsHeaders(
  rules: readonly CorsRule[] | null,
  origin: string | undefined,
  method: string,
): Record<string, string> {
  if (origin === undefined || rules === null) return {};
  const found = find(rules, { origin, method, headers: [] });
  if (found === null) return {};
  const vary = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';
  return { ...answerHeaders(found, origin), vary };
}

/** Headers for a preflight; throws AccessForbidden when no rule allows it. */
export function preflightHeaders(
  rules: readonly CorsRule[] | null,
  wish: { origin: string | undefined; method: string | undefined; headers: string | undefined },
): Record<string, string> {
  const { origin, method } = wish;
  if (origin === undefined)
    throw new S3Error(400, 'BadRequest', 'Insufficient information. Origin request header needed.');
  if (method === undefined) throw new S3Error(400, 'BadRequest', 'Invalid Access-Control-Request-Method: null');
  const refused = (message: string): S3Error => new S3Error(403, 'AccessForbidden', `CORSResponse: ${message}`);
  if (rules === null) throw refused('CORS is not enabled for this bucket.');
  const headers = (wish.headers ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const found = find(rules, { origin, method, headers });
  if (found === null) {
    throw refused(
      "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  }
  return {
    ...answerHeaders(found, origin),
    ...(headers.length === 0 ? {} : { 'access-control-allow-headers': headers.join(', ') }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
