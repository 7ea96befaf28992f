import { AppError } from '../../../shared/errors.js';
import { classifyNetworkError, unreachable, type UnreachableWhy } from '../s3/classify-network.js';
import type { Clock } from '../../clock.js';
import { requestTimeoutMs } from './doctor-run.js';
import { withPatience } from './patience.js';

/** What a viewer's browser would get. `body` is decompressed as a browser does it, and cut after 1 MiB. */
export interface WebAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface WebRequest {
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  /** Do not follow where the server sends us. */
  readonly stay?: boolean;
}

const longestBodyBytes = 1_048_576;

/** undici's own names beside those of the system. */
const whyByCode: Readonly<Record<string, UnreachableWhy>> = {
  UND_ERR_SOCKET: 'reset',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

/** Reads as viewers do: over plain HTTP, without keys, with no headers beyond those asked for. */
export class PublicWeb {
  readonly #fetch: typeof fetch;
  readonly #waiting: { readonly clock: Clock; readonly signal: AbortSignal };

  constructor(options: { readonly fetch: typeof fetch; readonly signal: AbortSignal; readonly clock: Clock }) {
    this.#fetch = options.fetch;
    this.#waiting = options;
  }

  /** Any answer resolves. Rejects with `publish.unreachable` or `publish.tls`, `details.why` and `details.host`. */
  async ask(url: string, request: WebRequest = {}): Promise<WebAnswer> {
    return withPatience(this.#waiting, () => this.#askOnce(url, request));
  }

  async #askOnce(url: string, request: WebRequest): Promise<WebAnswer> {
    try {
      const response = await this.#fetch(url, {
        method: request.method ?? 'GET',
        headers: request.headers ?? {},
        redirect: request.stay === true ? 'manual' : 'follow',
        signal: AbortSignal.any([this.#waiting.signal, AbortSignal.timeout(requestTimeoutMs)]),
      });
      return { status: response.status, headers: response.headers, body: await readBody(response) };
    } catch (error) {
      throw describe(error, new URL(url).host);
    }
  }
}

async function readBody(response: Response): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    chunks.push(value);
    sizeBytes += value.byteLength;
    if (sizeBytes < longestBodyBytes) continue;
    await reader.cancel();
    return Buffer.concat(chunks).subarray(0, longestBodyBytes);
  }
}

function describe(thrown: unknown, host: string): AppError {
  const found = findCause(thrown);
  const isKnown = found !== null && found.code !== 'publish.malformed-answer';
  const why = isKnown ? (found.details['why'] ?? null) : 'unreadable';
  const message = found?.message ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return new AppError(isKnown ? found.code : 'publish.unreachable', `Could not read from ${host}: ${message}`, {
    retryable: true,
    details: { why, host },
    cause: thrown,
  });
}

/** undici says `fetch failed` and hides what happened in its cause. */
function findCause(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error)) return null;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const why = whyByCode[code];
  // the innermost first: it is the one that knows
  return (
    findCause(thrown.cause) ??
    classifyNetworkError(thrown) ??
    (why === undefined ? null : unreachable(why, thrown.message))
  );
}
