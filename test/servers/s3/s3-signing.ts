import { createHash, createHmac } from 'node:crypto';
import { canonicalQuery, type S3Address } from './uri.js';

export const signingAlgorithm = 'AWS4-HMAC-SHA256';

/** All that a signature covers. */
export interface SigningInput {
  readonly method: string;
  readonly address: S3Address;
  /** Lower-case names in the order of the signature, with their values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payloadHash: string;
  /** `20261121T104500Z` */
  readonly amzDate: string;
  readonly region: string;
  readonly secretAccessKey: string;
}

export interface Signed {
  readonly signature: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/** A header's value as it is signed: trimmed, runs of spaces as one. */
export const canonicalValue = (value: string): string => value.trim().replace(/ +/g, ' ');

/** SigV4 (AWS: "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk"). */
export function sign(input: SigningInput): Signed {
  const date = input.amzDate.slice(0, 8);
  const canonicalRequest = [
    input.method,
    input.address.canonicalPath,
    canonicalQuery(input.address.query),
    ...input.headers.map(([name, value]) => `${name}:${canonicalValue(value)}`),
    '',
    input.headers.map(([name]) => name).join(';'),
    input.payloadHash,
  ].join('\n');
  const scope = `${date}/${input.region}/s3/aws4_request`;
  const digest = createHash('sha256').update(canonicalRequest).digest('hex');
  const stringToSign = [signingAlgorithm, input.amzDate, scope, digest].join('\n');
  const regionKey = hmac(hmac(`AWS4${input.secretAccessKey}`, date), input.region);
  const signingKey = hmac(hmac(regionKey, 's3'), 'aws4_request');
  return { signature: hmac(signingKey, stringToSign).toString('hex'), canonicalRequest, stringToSign };
}
