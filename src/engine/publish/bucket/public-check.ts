import { AppError } from '../../../shared/errors.js';
import type { Sight } from './missing-objects.js';

/** So long may an answer be silent: at its beginning, and between its pieces. */
const timeoutMs = 8_000;
/** A line that brings less than 32 kbit/s carries no show: a longer file may take longer, and not without end. */
const slowestBytesPerMs = 4;
/** A look at one object of many: a network that is bad for a moment must not count as an answer. */
const triesForOne = 3;

/** One file as a viewer gets it, and what it must be. */
export interface PublicFile {
  readonly url: string;
  readonly expected: Buffer;
}

/**
 * Reads files back the way viewers do: without keys, through the public URL. Resolves when all are what was stored. Rejects
 * with `publish.unreachable` (this computer cannot get there now), `publish.not-public` (details.status) or
 * `publish.public-url-elsewhere` (something else is there). `onRequest`: before each request, which the provider may bill.
 */
export async function readBack(
  files: readonly PublicFile[],
  signal: AbortSignal,
  onRequest: () => void = () => undefined,
): Promise<void> {
  for (const { url, expected } of files) {
    onRequest();
    // a copy from before the write would say that it is missing
    const headers = { 'cache-control': 'no-cache' };
    const { status, body } = await fetchPublic(url, { mostBytes: expected.length + 1, signal, headers });
    throwIfRefused(status);
    if (status !== 200 || !body.equals(expected)) throw elsewhere(status);
  }
}

/** How a viewer sees one object, without reading it. Never rejects: who does not answer tells nothing. */
export async function seePublic(url: string, signal: AbortSignal, onRequest: () => void): Promise<Sight> {
  for (let tries = 0; tries < triesForOne; tries += 1) {
    try {
      onRequest();
      const answer = await fetch(url, {
        method: 'HEAD',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        headers: { 'cache-control': 'no-cache' },
      });
      if (answer.status === 404 || answer.status === 410) return 'missing';
      if (answer.status !== 429 && answer.status < 500) return answer.status === 200 ? sizeOf(answer) : 'untold';
    } catch {
      // nobody answered: again
    }
  }
  return 'untold';
}

function sizeOf({ headers }: Response): Sight {
  const length = headers.get('content-length');
  return { sizeBytes: length === null || headers.has('content-encoding') ? null : Number(length) };
}

/** Rejects as `readBack` for an answer that is none. */
export function throwIfRefused(status: number): void {
  const details = { status };
  if (status === 401 || status === 403) {
    throw new AppError('publish.not-public', `Expected a public object, got ${status}`, { details, retryable: true });
  }
  if (status === 429 || status >= 500) {
    throw new AppError('publish.server-error', `Expected an answer, got ${status}`, { details, retryable: true });
  }
}

/** Something else than what was stored is there. */
export function elsewhere(status: number): AppError {
  return new AppError('publish.public-url-elsewhere', `Expected what was stored, got ${status} and something else`, {
    details: { status },
    retryable: true,
  });
}

/**
 * Reads a file as a viewer does, at most so much of it, copies of caches included. It may take long on a slow line, as long
 * as something comes. Rejects with `publish.unreachable`.
 */
export async function fetchPublic(
  url: string,
  options: {
    readonly mostBytes: number;
    readonly signal: AbortSignal;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<{ status: number; body: Buffer }> {
  const own = new AbortController();
  const silence = setTimeout(() => own.abort(), timeoutMs);
  const limit = AbortSignal.timeout(timeoutMs + Math.ceil(options.mostBytes / slowestBytesPerMs));
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.any([options.signal, own.signal, limit]),
      ...(options.headers === undefined ? {} : { headers: options.headers }),
    });
    const body = await readUpTo(answer, options.mostBytes, () => void silence.refresh());
    return { status: answer.status, body };
  } catch (error) {
    throw new AppError('publish.unreachable', 'Expected the public URL to answer', { cause: error, retryable: true });
  } finally {
    clearTimeout(silence);
    // what is longer than it should be need not come to its end
    own.abort();
  }
}

async function readUpTo(answer: Response, bytes: number, onPiece: () => void): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = (answer.body as ReadableStream<Uint8Array> | null)?.getReader();
  while (reader !== undefined && length < bytes) {
    onPiece();
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  return Buffer.concat(chunks);
}
