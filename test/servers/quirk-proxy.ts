import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answerHeaders, createTarget, forwardRequest, type ForwardTarget } from './fault/fault-forward.js';
import * as answers from './quirk/quirk-answers.js';
import type { QuirkAnswer, QuirkBehaviour, QuirkName, QuirkRequest, QuirkSettings } from './quirk/quirk-behaviour.js';
import { wrongClock, wrongRegion } from './quirk/quirk-places.js';
import * as refusals from './quirk/quirk-refusals.js';
import { resign } from './quirk/quirk-resign.js';
import { S3Error } from './s3/s3-error.js';
import { testKeys, type S3Key } from './s3/s3-keys.js';
import { parseAddress } from './s3/uri.js';

export interface QuirkProxyOptions extends Partial<QuirkSettings> {
  /** `http://127.0.0.1:PORT` of a real server. */
  readonly target: string;
  /** One, or several that some provider has together. */
  readonly quirk: QuirkName | readonly QuirkName[];
  /** The target's region, and the keys that it knows, for requests that are signed anew. Default: a test server's. */
  readonly targetRegion?: string;
  readonly keys?: readonly S3Key[];
}

/** A request that a quirk refused, or answered itself. */
export interface QuirkRefusal {
  readonly quirk: QuirkName;
  readonly method: string;
  readonly key: string;
  readonly atMs: number;
}

export interface QuirkProxy {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly refusals: readonly QuirkRefusal[];
  stop(): Promise<void>;
}

function createBehaviour(name: QuirkName, settings: QuirkSettings): QuirkBehaviour {
  const makers: Readonly<Record<QuirkName, () => QuirkBehaviour>> = {
    'refuses-acl': refusals.refusesAcl,
    'needs-acl': refusals.needsAcl,
    'refuses-crc32': refusals.refusesCrc32,
    'one-write-per-second': refusals.oneWritePerSecond,
    'missing-is-403': answers.missingIs403,
    'no-multi-delete': refusals.noMultiDelete,
    'multi-delete-wants-md5': refusals.multiDeleteWantsMd5,
    'wrong-clock': () => wrongClock(settings.clockOffsetMs),
    'wrong-region': () => wrongRegion(settings.region, 400),
    'wrong-region-301': () => wrongRegion(settings.region, 301),
    'no-cors': answers.noCors,
    'default-max-age-3600': answers.defaultMaxAge,
    'drops-cache-control': answers.dropsCacheControl,
    'no-conditional-put': refusals.noConditionalPut,
    'ignores-conditional-put': refusals.ignoresConditionalPut,
    'html-as-download': answers.htmlAsDownload,
    'slow-list': () => answers.slowList(settings.listDelayMs),
    'captive-portal': refusals.captivePortal,
    'refuses-one-key': refusals.refusesOneKey,
  };
  return makers[name]();
}

function toAnswer(refusal: S3Error | QuirkAnswer, request: QuirkRequest): QuirkAnswer {
  if (!(refusal instanceof S3Error)) return refusal;
  const headers = new Map(Object.entries({ 'content-type': 'application/xml', ...refusal.headers }));
  return { status: refusal.status, headers, body: Buffer.from(refusal.toXml(`/${request.address.key}`, '0')) };
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Starts a provider that misbehaves: a real S3 server's answers, but for the quirks asked for. */
export async function startQuirkProxy(options: QuirkProxyOptions): Promise<QuirkProxy> {
  const settings = {
    clockOffsetMs: options.clockOffsetMs ?? 3 * 3_600_000,
    region: options.region ?? 'eu-north-7',
    listDelayMs: options.listDelayMs ?? 3000,
  };
  const names = typeof options.quirk === 'string' ? [options.quirk] : options.quirk;
  const quirks = names.map((name) => ({ name, behaviour: createBehaviour(name, settings) }));
  const keys = options.keys ?? Object.values(testKeys);
  const signer = { keys, region: options.targetRegion ?? 'us-east-1' };
  const target: ForwardTarget = createTarget(options.target);
  const refused: QuirkRefusal[] = [];

  async function ask(request: QuirkRequest, incoming: IncomingMessage): Promise<QuirkAnswer> {
    for (const { name, behaviour } of quirks) {
      const refusal = behaviour.refuse?.(request) ?? null;
      if (refusal === null) continue;
      refused.push({ quirk: name, method: request.method, key: request.address.key, atMs: Date.now() });
      await readAll(incoming);
      return toAnswer(refusal, request);
    }
    let rawHeaders: readonly string[] = incoming.rawHeaders;
    for (const { behaviour } of quirks) {
      const change = behaviour.change?.(request) ?? null;
      if (change !== null) rawHeaders = resign(request, rawHeaders, change, signer);
    }
    const answer = await forwardRequest(target, incoming, { rawHeaders });
    const headers = new Map(answerHeaders(answer).map(([name, value]) => [name.toLowerCase(), value]));
    return { status: answer.statusCode ?? 502, headers, body: await readAll(answer) };
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming;
    const address = parseAddress(headers.host ?? '', incoming.url ?? '/');
    const isSigned = headers.authorization !== undefined;
    const request = { method, headers, address, query: new Map(address.query), isSigned };
    let answer = await ask(request, incoming);
    for (const { behaviour } of quirks) answer = behaviour.answer?.(request, answer) ?? answer;
    const delayMs = Math.max(...quirks.map(({ behaviour }) => behaviour.delayMs?.(request) ?? 0));
    if (delayMs > 0) await delay(delayMs);
    const sent = new Map(answer.headers);
    sent.delete('transfer-encoding');
    // a HEAD's length is its object's
    if (method !== 'HEAD' && answer.status !== 204 && answer.status !== 304) {
      sent.set('content-length', String(answer.body.length));
    }
    response.writeHead(answer.status, Object.fromEntries(sent));
    response.end(method === 'HEAD' ? undefined : answer.body);
  }

  const server = createServer((incoming, response) => {
    // one side broke off: so does the other
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    refusals: refused,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        target.agent.destroy();
      }),
  };
}
