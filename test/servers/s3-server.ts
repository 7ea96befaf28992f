import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Error } from './s3/s3-error.js';
import { testKeys } from './s3/s3-keys.js';
import { answer } from './s3/s3-service.js';
import { createWorld, defaultBucket, type S3ServerOptions } from './s3/s3-world.js';
import { parseAddress, type S3Address } from './s3/uri.js';

/** One request as the server saw it; a provider would bill it. */
export interface S3RequestRecord {
  readonly method: string;
  /** Empty for requests to the bucket. */
  readonly key: string;
  readonly status: number;
  /** When its answer was made, milliseconds since 1970. */
  readonly atMs: number;
  /** As S3 calls it: `PutObject`, `GetObject`, `ListObjectsV2`, `Preflight`, … */
  readonly operation: string;
  readonly isSigned: boolean;
  /** Body bytes as they came (aws-chunked: with the chunks' frames) and as they were sent. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface S3Fixture {
  /** `http://127.0.0.1:PORT`, path style. */
  readonly endpoint: string;
  /** `http://localhost:PORT`: below it `bucket.localhost` works too (virtual-host style). */
  readonly virtualHostEndpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly bucket: string;
  /** URL of the bucket's root, without a slash at the end. */
  readonly publicUrl: string;
  /** What the bucket holds now, by key. */
  objects(bucket?: string): Map<string, { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }>;
  /** All requests so far, in the order of their answers. */
  readonly requests: readonly S3RequestRecord[];
  /** The server's clock goes wrong by this much, milliseconds: in its `Date`, and in what it thinks of ours. */
  setClockOffset(offsetMs: number): void;
  stop(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * An S3 server in this process, its objects in memory: signatures, digests, policies, CORS and conditions are really
 * checked, and refusals are worded as AWS words them. It is itself checked against Ceph (test/integration/s3-server.test.ts).
 */
export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Fixture> {
  let clockOffsetMs = 0;
  let count = 0;
  const now = (): number => Date.now() + clockOffsetMs;
  const world = createWorld(options, now);
  const requests: S3RequestRecord[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', headers } = request;
    const raw = await readBody(request);
    const requestId = String(++count).padStart(16, '0');
    let address: S3Address;
    try {
      address = parseAddress(headers.host ?? '', request.url ?? '/');
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      response.writeHead(error.status, { 'content-type': 'application/xml' }).end(error.toXml('/', requestId));
      return;
    }
    const outcome = answer(world, { method, headers, address }, raw, requestId);
    const body = Buffer.from(outcome.body ?? '');
    const hasBody = method !== 'HEAD' && outcome.status !== 204 && outcome.status !== 304;
    requests.push({
      method,
      key: address.key,
      status: outcome.status,
      atMs: Date.now(),
      operation: outcome.operation,
      isSigned: outcome.isSigned,
      bytesIn: raw.length,
      bytesOut: hasBody ? body.length : 0,
    });
    response.sendDate = false;
    response.writeHead(outcome.status, {
      date: new Date(now()).toUTCString(),
      server: 'AmazonS3',
      'x-amz-request-id': requestId,
      'x-amz-id-2': 'headwater-test',
      ...outcome.headers,
      ...(outcome.status === 204 || outcome.status === 304 ? {} : { 'content-length': body.length }),
    });
    response.end(hasBody ? body : undefined);
  };

  const server = createServer({ keepAliveTimeout: 20_000 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // the client left before its body was whole
      if (!request.complete || response.headersSent) return void response.destroy();
      const fault = new S3Error(500, 'InternalError', `A fault of the test server: ${String(error)}`);
      response.writeHead(500, { 'content-type': 'application/xml' }).end(fault.toXml('/', ''));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const bucketName = options.bucket ?? defaultBucket;
  return {
    endpoint,
    virtualHostEndpoint: `http://localhost:${String(port)}`,
    region: world.region,
    accessKeyId: testKeys.owner.accessKeyId,
    secretAccessKey: testKeys.owner.secretAccessKey,
    bucket: bucketName,
    publicUrl: `${endpoint}/${bucketName}`,
    objects: (name = bucketName) => new Map(world.buckets.get(name)?.objects ?? []),
    requests,
    setClockOffset: (offsetMs) => {
      clockOffsetMs = offsetMs;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
