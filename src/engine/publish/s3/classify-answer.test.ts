import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from './answer-error.js';
import { classifyAnswer } from './classify-answer.js';

function answer(status: number, body = '', headers: Record<string, string> = {}, skewMs: number | null = null): Answer {
  return { status, headers, body, skewMs };
}

function errorXml(code: string, extra = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code>${extra}<RequestId>1</RequestId></Error>`;
}

const html = '<!DOCTYPE html><html><body>Log in</body></html>';

describe('classifyAnswer', () => {
  test.each([
    // as AWS, Ceph, R2, B2, Google and Wasabi word it
    [403, errorXml('RequestTimeTooSkewed'), 'publish.clock-skew', true],
    [403, errorXml('AccessDenied', '<Message>Request has expired</Message>'), 'publish.clock-skew', true],
    [403, errorXml('InvalidAccessKeyId'), 'publish.unknown-key', false],
    [401, errorXml('Unauthorized', '<Message>Unauthorized</Message>'), 'publish.unknown-key', false],
    [
      400,
      errorXml('InvalidArgument', '<Message>Credential access key has length 20, should be 32</Message>'),
      'publish.unknown-key',
      false,
    ],
    [403, errorXml('InvalidSecurity'), 'publish.unknown-key', false],
    [403, errorXml('SignatureDoesNotMatch'), 'publish.wrong-secret', false],
    [400, errorXml('ExpiredToken'), 'publish.expired-key', false],
    [400, errorXml('TokenRefreshRequired'), 'publish.expired-key', false],
    [403, errorXml('AccessDenied'), 'publish.forbidden', false],
    [403, errorXml('QuotaExceeded'), 'publish.forbidden', false],
    [403, '', 'publish.forbidden', false],
    [404, errorXml('NoSuchBucket'), 'publish.no-bucket', false],
    [301, errorXml('PermanentRedirect'), 'publish.wrong-region', false],
    [307, errorXml('TemporaryRedirect'), 'publish.wrong-region', false],
    [400, errorXml('IllegalLocationConstraintException'), 'publish.wrong-region', false],
    [503, errorXml('SlowDown'), 'publish.throttled', true],
    [503, html, 'publish.throttled', true],
    [429, html, 'publish.throttled', true],
    [400, errorXml('RequestRateLimitExceeded'), 'publish.throttled', true],
    [500, errorXml('InternalError'), 'publish.server-error', true],
    [502, html, 'publish.server-error', true],
    [412, errorXml('PreconditionFailed'), 'publish.conflict', false],
    [409, errorXml('ConditionalRequestConflict'), 'publish.conflict', true],
    [
      501,
      errorXml(
        'NotImplemented',
        '<Message>A header you provided implies functionality that is not implemented</Message>',
      ),
      'publish.unsupported',
      false,
    ],
    [400, errorXml('AccessControlListNotSupported'), 'publish.unsupported', false],
    [
      400,
      errorXml('InvalidArgument', "<Message>Unsupported header 'x-amz-checksum-crc32' received</Message>"),
      'publish.unsupported',
      false,
    ],
    [
      400,
      errorXml('InvalidRequest', '<Message>Missing required header for this request: Content-MD5</Message>'),
      'publish.unsupported',
      false,
    ],
    [405, errorXml('MethodNotAllowed'), 'publish.unsupported', false],
    [400, errorXml('EntityTooLarge'), 'publish.refused', false],
    [400, errorXml('BadDigest'), 'publish.refused', true],
    [413, html, 'publish.refused', false],
    [404, errorXml('NoSuchKey'), 'publish.refused', false],
    [400, errorXml('RequestTimeout'), 'publish.unreachable', true],
    // a portal or a proxy in between
    [302, html, 'publish.malformed-answer', true],
    [302, '', 'publish.malformed-answer', true],
    [307, html, 'publish.malformed-answer', true],
    [200, html, 'publish.malformed-answer', true],
    [403, html, 'publish.malformed-answer', true],
    [404, html, 'publish.malformed-answer', true],
    [407, '', 'publish.malformed-answer', true],
    [511, html, 'publish.malformed-answer', true],
  ])('%i %s: %s', (status, body, code, retryable) => {
    const error = classifyAnswer(answer(status, body));
    expect([error.code, error.retryable]).toEqual([code, retryable]);
    expect(error.details['status']).toBe(status);
  });

  test.each([
    [400, errorXml('AuthorizationHeaderMalformed', '<Region>eu-west-1</Region>'), {}],
    [
      400,
      errorXml(
        'AuthorizationHeaderMalformed',
        "<Message>the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message>",
      ),
      {},
    ],
    [301, errorXml('PermanentRedirect', '<Endpoint>show.s3.eu-west-1.amazonaws.com</Endpoint>'), {}],
    // HEAD has no document
    [301, '', { 'x-amz-bucket-region': 'eu-west-1' }],
    [400, '', { 'x-amz-bucket-region': 'eu-west-1' }],
  ])('names the right region: %i %s', (status, body, headers) => {
    const error = classifyAnswer(answer(status, body, headers));
    expect([error.code, error.details['region']]).toEqual(['publish.wrong-region', 'eu-west-1']);
  });

  test('a key that is no key is not a wrong region', () => {
    const body = errorXml(
      'AuthorizationHeaderMalformed',
      '<Message>a non-empty Access Key (AKID) must be provided</Message>',
    );
    expect(classifyAnswer(answer(400, body)).code).toBe('publish.unknown-key');
  });

  test('a refusal of something signed hours off is about the clock', () => {
    const hours = 3 * 3_600_000;
    expect(classifyAnswer(answer(403, errorXml('SignatureDoesNotMatch'), {}, hours)).code).toBe('publish.clock-skew');
    expect(classifyAnswer(answer(403, '', {}, -hours)).code).toBe('publish.clock-skew');
    expect(classifyAnswer(answer(403, errorXml('AccessDenied'), {}, 60_000)).code).toBe('publish.forbidden');
  });

  test('says how long to wait', () => {
    expect(classifyAnswer(answer(503, '', { 'retry-after': '7' })).details['retryAfterMs']).toBe(7000);
    const date = 'Sat, 21 Nov 2026 11:00:00 GMT';
    const until = 'Sat, 21 Nov 2026 11:00:30 GMT';
    expect(classifyAnswer(answer(429, '', { 'retry-after': until, date })).details['retryAfterMs']).toBe(30_000);
    expect(classifyAnswer(answer(503, '', { 'retry-after': 'soon' })).details).not.toHaveProperty('retryAfterMs');
  });

  test('whatever comes, it is an error of ours and tells no secret', () => {
    // what a server gets to see, and may echo
    const secret = '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd';
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom(secret, `Signature=${secret}`, `https://host/x?X-Amz-Signature=${secret}`),
    );
    const field = fc.tuple(fc.constantFrom('Code', 'Message', 'Region', 'Endpoint', 'html'), words);
    const body = fc
      .array(field, { maxLength: 5 })
      .map((fields) => `<Error>${fields.map(([name, text]) => `<${name}>${text}</${name}>`).join('')}</Error>`);
    const headers = fc.dictionary(
      fc.constantFrom('retry-after', 'x-amz-bucket-region', 'x-amz-request-id', 'content-type', 'date'),
      words,
    );
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), body, headers, (status, text, names) => {
        const error = classifyAnswer(answer(status, text, { ...names }));
        expect(error.code).toMatch(/^publish\./);
        expect(JSON.stringify(error.toData())).not.toContain(secret);
      }),
    );
  });
});
