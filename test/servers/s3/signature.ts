import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { accessDenied, S3Error } from './s3-error.js';
import type { S3Key } from './s3-keys.js';
import { canonicalValue, sign, signingAlgorithm } from './s3-signing.js';
import type { S3Address } from './uri.js';

const maxSkewMs = 15 * 60_000;

/** What is needed of a request to prove who sent it. */
export interface SignedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly address: S3Address;
}

export interface Credential {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const malformed = (message: string, extra: S3Error['extra'] = []): S3Error =>
  new S3Error(400, 'AuthorizationHeaderMalformed', `The authorization header is malformed; ${message}`, { extra });

/** Takes the Authorization header apart; throws as S3 does for what is none of SigV4. */
export function parseAuthorization(header: string): Credential {
  if (!header.startsWith(`${signingAlgorithm} `)) {
    const message = `The authorization mechanism you have provided is not supported. Please use ${signingAlgorithm}.`;
    throw new S3Error(400, 'InvalidRequest', message);
  }
  const fields = new Map(
    header
      .slice(signingAlgorithm.length)
      .split(',')
      .map((field) => field.trim().split(/=(.*)/s, 2))
      .map(([name = '', value = '']) => [name, value]),
  );
  const scope = (fields.get('Credential') ?? '').split('/');
  const [terminator, service, region = '', date = '', ...id] = scope.reverse();
  if (terminator !== 'aws4_request' || service !== 's3' || id.length === 0) throw malformed('the Credential is wrong.');
  const signedHeaders = (fields.get('SignedHeaders') ?? '').split(';');
  const accessKeyId = id.reverse().join('/');
  return { accessKeyId, date, region, signedHeaders, signature: fields.get('Signature') ?? '' };
}

/** `20261121T104500Z` as milliseconds; NaN when it is none. */
function parseAmzDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return canonicalValue(Array.isArray(value) ? value.join(',') : (value ?? ''));
}

function checkClock(amzDate: string, credential: Credential, now: number): void {
  const atMs = parseAmzDate(amzDate);
  if (Number.isNaN(atMs)) {
    throw accessDenied('AWS authentication requires a valid Date or x-amz-date header');
  }
  if (Math.abs(atMs - now) > maxSkewMs) {
    const message = 'The difference between the request time and the current time is too large.';
    throw new S3Error(403, 'RequestTimeTooSkewed', message, {
      extra: [
        ['RequestTime', amzDate],
        ['ServerTime', `${new Date(now).toISOString().slice(0, 19)}Z`],
        ['MaxAllowedSkewMilliseconds', String(maxSkewMs)],
      ],
    });
  }
  if (!amzDate.startsWith(credential.date)) throw malformed('the date of the Credential is not that of the request.');
}

function checkToken(key: S3Key, token: string | undefined): void {
  if (key.isExpired === true) {
    throw new S3Error(400, 'ExpiredToken', 'The provided token has expired.', { extra: [['Token-0', token ?? '']] });
  }
  if (key.sessionToken !== token) {
    throw new S3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
}

function checkHeaders(headers: IncomingHttpHeaders, signed: readonly string[]): void {
  const wanted = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = wanted.filter((name) => !signed.includes(name));
  if (unsigned.length === 0) return;
  throw new S3Error(403, 'AccessDenied', 'There were headers present in the request which were not signed', {
    extra: [['HeadersNotSigned', unsigned.join(', ')]],
  });
}

/**
 * Who sent a request: the key pair, or null for an anonymous one. Throws S3Error as AWS answers: unknown key, wrong
 * signature, clock too far off, another region, expired token (AWS: "Signature Calculations for the Authorization Header").
 */
export function authenticate(
  request: SignedRequest,
  server: { readonly keys: readonly S3Key[]; readonly region: string; readonly now: number },
): S3Key | null {
  const { headers, address, method } = request;
  if (headers.authorization === undefined) return null;
  const credential = parseAuthorization(headers.authorization);
  const key = server.keys.find((known) => known.accessKeyId === credential.accessKeyId);
  if (key === undefined) {
    throw new S3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      extra: [['AWSAccessKeyId', credential.accessKeyId]],
    });
  }
  if (credential.region !== server.region) {
    throw malformed(`the region '${credential.region}' is wrong; expecting '${server.region}'`, [
      ['Region', server.region],
    ]);
  }
  const amzDate = headerText(headers, 'x-amz-date');
  checkClock(amzDate, credential, server.now);
  checkHeaders(headers, credential.signedHeaders);
  const payloadHash = headerText(headers, 'x-amz-content-sha256');
  if (payloadHash === '') {
    throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const { signature, stringToSign, canonicalRequest } = sign({
    method,
    address,
    headers: credential.signedHeaders.map((name) => [name, headerText(headers, name)] as const),
    payloadHash,
    amzDate,
    region: credential.region,
    secretAccessKey: key.secretAccessKey,
  });
  const expected = Buffer.from(signature);
  const given = Buffer.from(credential.signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    throw new S3Error(403, 'SignatureDoesNotMatch', message, {
      extra: [
        ['AWSAccessKeyId', key.accessKeyId],
        ['StringToSign', stringToSign],
        ['SignatureProvided', credential.signature],
        ['CanonicalRequest', canonicalRequest],
      ],
    });
  }
  checkToken(key, headers['x-amz-security-token']?.toString());
  return key;
}
