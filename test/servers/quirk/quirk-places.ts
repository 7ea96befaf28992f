import { S3Error } from '../s3/s3-error.js';
import { parseAuthorization } from '../s3/signature.js';
import { withHeaders, type QuirkBehaviour, type QuirkRequest } from './quirk-behaviour.js';

const maxSkewMs = 15 * 60_000;

/** The provider's clock and ours are hours apart: it says so in every Date, and takes no signature of our time. */
export function wrongClock(offsetMs: number): QuirkBehaviour {
  const now = (): number => Date.now() + offsetMs;
  return {
    refuse: ({ headers, isSigned }) => {
      if (!isSigned) return null;
      const amzDate = headers['x-amz-date']?.toString() ?? '';
      const iso = amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
      if (Math.abs(Date.parse(iso) - now()) <= maxSkewMs) return null;
      const message = 'The difference between the request time and the current time is too large.';
      return new S3Error(403, 'RequestTimeTooSkewed', message, {
        extra: [
          ['RequestTime', amzDate],
          ['ServerTime', new Date(now()).toISOString()],
          ['MaxAllowedSkewMilliseconds', String(maxSkewMs)],
        ],
      });
    },
    change: () => ({ resign: true }),
    answer: (_, answer) => withHeaders(answer, { date: new Date(now()).toUTCString() }),
  };
}

function regionOf({ headers }: QuirkRequest): string {
  return parseAuthorization(headers.authorization ?? '').region;
}

/** The bucket is in another region: AWS says which, in words of its own for each way to come to the wrong place. */
export function wrongRegion(region: string, status: 400 | 301): QuirkBehaviour {
  return {
    refuse: (request) => {
      if (!request.isSigned) return null;
      const given = regionOf(request);
      if (given === region) return null;
      const headers = { 'x-amz-bucket-region': region };
      if (status === 400) {
        const message = `The authorization header is malformed; the region '${given}' is wrong; expecting '${region}'`;
        return new S3Error(400, 'AuthorizationHeaderMalformed', message, { extra: [['Region', region]], headers });
      }
      const message =
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';
      const { bucket } = request.address;
      return new S3Error(301, 'PermanentRedirect', message, {
        extra: [
          ['Endpoint', `${bucket}.s3.${region}.amazonaws.com`],
          ['Bucket', bucket],
        ],
        headers,
      });
    },
    change: () => ({ resign: true }),
  };
}
