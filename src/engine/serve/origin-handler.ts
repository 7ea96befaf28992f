import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CachedFile } from './cached-file.js';
import { compressFile } from './compress-file.js';
import { acceptsGzip, chooseRange, isNotModified } from './conditions.js';
import type { FileCache } from './file-cache.js';
import { commonHeaders, fileHeaders } from './file-headers.js';
import { sendLargeFile } from './large-file.js';
import type { LiveDesk } from './live-desk.js';
import type { Found, PublishedFiles } from './published-files.js';
import { resolvePublishedPath } from './published-path.js';

/** Bodies from this size on are counted while a slow reader takes them; smaller ones fit into a socket's buffer. */
const heldBytes = 64 * 1024;

/** What was served; read by another thread. */
export interface OriginCounters {
  add(requests: number, bytes: number): void;
}

interface OriginHandlerDeps {
  readonly files: PublishedFiles;
  readonly cache: FileCache;
  readonly live: LiveDesk;
  readonly counters: OriginCounters;
  readonly onError: (error: unknown) => void;
}

/** Answers the origin's requests. From memory within the same turn of the event loop, else as soon as the disk has answered. */
export function createOriginHandler(deps: OriginHandlerDeps): (req: IncomingMessage, res: ServerResponse) => void {
  const { files, cache, live, counters } = deps;

  return (req, res) => {
    const { method } = req;
    if (method !== 'GET' && method !== 'HEAD') {
      counters.add(1, 0);
      if (method === 'OPTIONS') answerPreflight(req, res);
      else answerPlainly(res, 405, 'Method not allowed', ['Allow', 'GET, HEAD, OPTIONS', 'Connection', 'close']);
      return;
    }
    const asked = resolvePublishedPath(req.url ?? '');
    if (asked.kind === 'refused') {
      counters.add(1, 0);
      answerPlainly(res, asked.status, asked.status === 400 ? 'Bad request' : 'Not found');
      return;
    }
    if (asked.kind === 'file' && live.answer(req, res, asked.path)) return;
    const found = files.find(asked.path);
    if (found instanceof Promise) found.then((late) => answer(req, res, asked.path, late)).catch(fail(res));
    else answer(req, res, asked.path, found);
  };

  function answer(req: IncomingMessage, res: ServerResponse, path: string, found: Found): void {
    counters.add(1, 0);
    switch (found.kind) {
      case 'file':
        return answerFile(req, res, found.file);
      case 'large':
        return void answerLarge(req, res, found).catch(fail(res));
      case 'folder':
        // Relative links of the page need the slash.
        return answerPlainly(res, 302, 'See the folder', ['Location', `/${path}/`]);
      case 'busy':
        return answerPlainly(res, 503, 'Being written', ['Retry-After', '1']);
      case 'missing':
        return answerPlainly(res, 404, 'Not found');
    }
  }

  function answerFile(req: IncomingMessage, res: ServerResponse, file: CachedFile): void {
    const { headers } = req;
    // A range is cut from the plain form, also for who takes gzip: parts of a compressed text are of use to nobody.
    const wantsGzip =
      file.policy.isText && headers.range === undefined && acceptsGzip(String(headers['accept-encoding'] ?? ''));
    const gzipped = wantsGzip ? compressFile(file, cache) : null;
    if (gzipped instanceof Promise) {
      gzipped.then((late) => answerForm(req, res, file, late)).catch(fail(res));
    } else answerForm(req, res, file, gzipped);
  }

  function answerForm(
    req: IncomingMessage,
    res: ServerResponse,
    file: CachedFile,
    gzipped: Awaited<ReturnType<typeof compressFile>>,
  ): void {
    const form = gzipped === null ? 'plain' : 'gzip';
    const { body, headers } = gzipped ?? file;
    if (isNotModified(req.headers, file.policy, file.version, form)) {
      res.writeHead(304, [...headers]).end();
      return;
    }
    const range = gzipped === null ? chooseRange(req.headers, file.version, body.length) : 'whole';
    if (range === 'unsatisfiable') return answerUnsatisfiable(res, body.length);
    if (range === 'whole') res.writeHead(200, (gzipped ?? file).wholeHeaders);
    else {
      const { start, end } = range;
      const length = String(end - start + 1);
      const place = `bytes ${start}-${end}/${body.length}`;
      res.writeHead(206, [...headers, 'Content-Length', length, 'Content-Range', place]);
    }
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    const part = range === 'whole' ? body : body.subarray(range.start, range.end + 1);
    counters.add(0, part.length);
    if (part.length >= heldBytes) {
      cache.hold(file);
      res.once('close', () => cache.release(file));
    }
    if (range === 'whole' && gzipped === null && file.text !== null) res.end(file.text, 'latin1');
    else res.end(part);
  }

  async function answerLarge(
    req: IncomingMessage,
    res: ServerResponse,
    found: Extract<Found, { kind: 'large' }>,
  ): Promise<void> {
    const { policy, version } = found;
    const headers = fileHeaders(policy, version, { form: 'plain', isEnded: true });
    if (isNotModified(req.headers, policy, version, 'plain')) {
      res.writeHead(304, headers).end();
      return;
    }
    const range = chooseRange(req.headers, version, version.sizeBytes);
    if (range === 'unsatisfiable') return answerUnsatisfiable(res, version.sizeBytes);
    const { start, end } = range === 'whole' ? { start: 0, end: version.sizeBytes - 1 } : range;
    if (range !== 'whole') headers.push('Content-Range', `bytes ${start}-${end}/${version.sizeBytes}`);
    headers.push('Content-Length', String(end - start + 1));
    const writeHead = (): void => void res.writeHead(range === 'whole' ? 200 : 206, headers);
    if (req.method === 'HEAD') {
      writeHead();
      res.end();
      return;
    }
    const isSent = await sendLargeFile(res, { ...found, start, end }, writeHead);
    if (isSent) counters.add(0, end - start + 1);
    else answerPlainly(res, 503, 'Being written', ['Retry-After', '1']);
  }

  function fail(res: ServerResponse): (error: unknown) => void {
    return (error) => {
      deps.onError(error);
      if (res.headersSent) res.destroy();
      else answerPlainly(res, 500, 'Something unexpected happened');
    };
  }
}

function answerPreflight(req: IncomingMessage, res: ServerResponse): void {
  const headers = [
    ...commonHeaders,
    'Allow',
    'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Methods',
    'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers',
    'Range, If-Range, If-None-Match, If-Modified-Since, Cache-Control, CMCD-Object, CMCD-Request, CMCD-Session, CMCD-Status',
    'Access-Control-Max-Age',
    '86400',
  ];
  // A page from the internet that embeds a player of this network: published files may be read by anybody.
  if (req.headers['access-control-request-private-network'] === 'true') {
    headers.push('Access-Control-Allow-Private-Network', 'true');
  }
  res.writeHead(204, headers).end();
}

function answerUnsatisfiable(res: ServerResponse, sizeBytes: number): void {
  answerPlainly(res, 416, 'Range not satisfiable', ['Content-Range', `bytes */${sizeBytes}`]);
}

function answerPlainly(res: ServerResponse, status: number, words: string, extra: readonly string[] = []): void {
  const body = `${words}\n`;
  res.writeHead(status, [
    ...commonHeaders,
    'Content-Type',
    'text/plain; charset=utf-8',
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-store',
    ...extra,
  ]);
  res.end(body);
}
