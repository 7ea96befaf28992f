import { request as send, type IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { SessionHeaders } from './engine-session.js';

/** Of what the page asks with: what changes the answer. No encodings, for nobody would decode them. */
const passed = ['accept', 'range', 'if-range', 'if-none-match', 'if-modified-since'] as const;
/** They belong to one line (RFC 9110 §7.6.1). */
const ofTheLine: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer']);
/** Pieces of 64 KB that wait for the page: a film that is paused must not be read to its end. */
const piecesAhead = 16;

function headersOf(all: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(all)) {
    if (!ofTheLine.has(name) && value !== undefined) headers.set(name, String(value));
  }
  return headers;
}

/** Reads of the engine what the page asks for by GET or HEAD, at the same path, in the app's session. Rejects when it is away. */
export function askEngine(asked: Request, port: number, session: SessionHeaders): Promise<Response> {
  const { pathname, search } = new URL(asked.url);
  const headers: Record<string, string> = { ...session };
  for (const name of passed) {
    const value = asked.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const to = { host: '127.0.0.1', port, method: asked.method, path: pathname + search, headers };
  return new Promise((resolve, reject) => {
    const request = send(to, (answer) => {
      const { statusCode: status = 502 } = answer;
      const isEmpty = asked.method === 'HEAD' || status === 204 || status === 304;
      // a page that stops reading ends the request with it
      const body = isEmpty ? null : Readable.toWeb(answer, { strategy: { highWaterMark: piecesAhead } });
      if (isEmpty) answer.resume();
      resolve(new Response(body as ReadableStream | null, { status, headers: headersOf(answer.headers) }));
    });
    request.on('error', reject);
    request.end();
  });
}
