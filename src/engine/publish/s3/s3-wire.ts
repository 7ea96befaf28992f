import { ClientRequest, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../clock.js';
import { AnswerError, isWebPage, readErrorDocument } from './answer-error.js';
import { hasNotConnected } from './classify-network.js';
import type { ConnectionAgents } from './connection-agents.js';
import { readBody } from './read-body.js';
import type { ServerClock } from './server-clock.js';
import type { UsageMeter } from './usage-meter.js';

type Handle = NodeHttpHandler['handle'];
type HttpRequest = Parameters<Handle>[0];
type HttpResponse = Awaited<ReturnType<Handle>>['response'];

/** Error documents have a few hundred bytes; a portal's page may have any number. */
const maxErrorBytes = 64 * 1024;

/**
 * The SDK's way to the network: counts what reaches a server, learns the server's time, and turns every answer that says no
 * (or is a web page where S3 sends none) into an AnswerError, before the SDK tries to read XML out of it.
 */
export class S3Wire extends NodeHttpHandler {
  readonly #clock: Clock;
  readonly #serverClock: ServerClock;
  readonly #usage: UsageMeter;
  readonly #agents: ConnectionAgents;
  readonly #onClockLearned: (offsetMs: number) => void;

  constructor(deps: {
    readonly clock: Clock;
    readonly serverClock: ServerClock;
    readonly usage: UsageMeter;
    readonly agents: ConnectionAgents;
    readonly onClockLearned: (offsetMs: number) => void;
  }) {
    super({ httpAgent: deps.agents.http, httpsAgent: deps.agents.https });
    this.#clock = deps.clock;
    this.#serverClock = deps.serverClock;
    this.#usage = deps.usage;
    this.#agents = deps.agents;
    this.#onClockLearned = deps.onClockLearned;
  }

  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const sentMs = this.#clock.now();
    const response = await this.#send(request, options);
    const receivedMs = this.#clock.now();
    const { statusCode: status, headers } = response;
    const isGood = status >= 200 && status < 300;
    if (isGood && (!isWebPage({ headers, body: '' }) || mayBePage(request, headers))) {
      this.#learn(headers, null, sentMs, receivedMs);
      return { response };
    }
    const body = request.method === 'HEAD' ? '' : await this.#readError(response);
    const document = readErrorDocument(body);
    const isFromS3 = document.code !== null || (request.method === 'HEAD' && !isWebPage({ headers, body }));
    const serverMs = isFromS3 ? this.#learn(headers, document.serverTimeMs, sentMs, receivedMs) : null;
    const signedMs = signingTime(request);
    const skewMs = serverMs === null || signedMs === null ? null : serverMs - signedMs;
    throw new AnswerError({ status, headers, body, skewMs });
  }

  async #send(...[request, options]: Parameters<Handle>): Promise<HttpResponse> {
    try {
      const { response } = await super.handle(request, options);
      this.#count(request);
      dropWhenUnread(response.body);
      return response;
    } catch (error) {
      if (!hasNotConnected(error)) this.#count(request);
      // what else is open was made before the same change of the network, or to the same server that restarts
      this.#agents.dropIdle();
      throw error;
    }
  }

  #count({ method, query, body }: HttpRequest): void {
    this.#usage.countRequest(method, query, bodyBytes(body));
  }

  async #readError({ body }: HttpResponse): Promise<string> {
    if (!(body instanceof Readable)) return '';
    const onBytes = (bytes: number): void => this.#usage.countReceived(bytes);
    return (await readBody(body, { maxBytes: maxErrorBytes, onBytes })).toString();
  }

  /** The server's time, milliseconds; null when it does not say, or a cache answered for it (RFC 9111 §5.1). */
  #learn(
    headers: HttpResponse['headers'],
    documentMs: number | null,
    sentMs: number,
    receivedMs: number,
  ): number | null {
    if (headers['age'] !== undefined) return null;
    const serverMs = documentMs ?? Date.parse(headers['date'] ?? '');
    if (Number.isNaN(serverMs)) return null;
    if (this.#serverClock.learn(serverMs, sentMs, receivedMs)) this.#onClockLearned(this.#serverClock.offsetMs);
    return serverMs;
  }
}

/**
 * A server may answer an upload before its end and read no more of it. Node gives such a connection back only when all is
 * sent, which is never: sixteen of them, and no request would leave any more.
 */
function dropWhenUnread(body: unknown): void {
  const request = body instanceof IncomingMessage && 'req' in body ? body.req : null;
  if (!(body instanceof IncomingMessage) || !(request instanceof ClientRequest)) return;
  body.once('end', () => {
    if (!request.destroyed && !request.writableFinished) request.destroy();
  });
}

/** An object may be a page of ours; S3 sends its ETag along. */
function mayBePage({ method, query }: HttpRequest, headers: HttpResponse['headers']): boolean {
  const isRead = method === 'HEAD' || (method === 'GET' && query['x-id'] === 'GetObject');
  return isRead && headers['etag'] !== undefined;
}

/** `x-amz-date` of a signed request (20261121T105500Z) as epoch milliseconds. */
function signingTime({ headers }: HttpRequest): number | null {
  const stamp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '');
  if (stamp === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = stamp.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function bodyBytes(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : 0;
}
