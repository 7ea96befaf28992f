import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../clock.js';
import type { BucketTarget } from './bucket-target.js';
import { readBody } from './read-body.js';
import { fixRequests } from './request-fixes.js';
import type { S3Wire } from './s3-wire.js';
import type { ServerClock } from './server-clock.js';

/** Lists and policies stay far below; what is longer is not S3's. */
const maxDocumentBytes = 32 * 1024 * 1024;

/**
 * The SDK's client for a target: one attempt, no redirects, and nothing read from the surroundings (AWS's environment
 * variables and files would change how requests are made, and a broken file would break publishing elsewhere).
 */
export function createS3Sdk(deps: {
  readonly target: BucketTarget;
  readonly wire: S3Wire;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  readonly onReceived: (bytes: number) => void;
}): S3Client {
  const { target, wire, clock, serverClock, onReceived } = deps;
  const { profile, credentials } = target;
  const checksums = profile.checksums === 'when-supported' ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  // the version is pinned here; a user can do nothing about which Node it will want some day
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const client = new S3Client({
    endpoint: target.endpoint,
    region: target.region,
    forcePathStyle: target.pathStyle,
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === null ? {} : { sessionToken: credentials.sessionToken }),
    },
    requestHandler: wire,
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    // it costs a connection of its own, and a round trip, for every segment above 2 MB
    expectContinueHeader: false,
    followRegionRedirects: false,
    disableS3ExpressSessionAuth: true,
    useArnRegion: false,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    authSchemePreference: [],
    sigv4aSigningRegionSet: [target.region],
    userAgentAppId: 'headwater',
    streamCollector: async (stream: unknown) => {
      if (!(stream instanceof Readable)) return new Uint8Array();
      // the SDK reads some answers twice, the second time from memory
      const onBytes = stream instanceof IncomingMessage ? onReceived : () => undefined;
      return new Uint8Array(await readBody(stream, { maxBytes: maxDocumentBytes, onBytes }));
    },
  });
  // the SDK would take the time from any answer, a captive portal's as well; ServerClock decides which are believed
  Object.defineProperty(client.config, 'systemClockOffset', {
    get: () => clock.now() + serverClock.offsetMs - Date.now(),
    set: () => undefined,
  });
  fixRequests(client, profile);
  return client;
}
