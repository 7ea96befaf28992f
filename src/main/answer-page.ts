import { isAppPage } from '../shared/app-page.js';
import { studioHeaders } from '../shared/studio-headers.js';
import { askEngine } from './ask-engine.js';
import type { EngineSession } from './engine-session.js';
import { readPageFile } from './page-file.js';

export interface PageSources {
  /** Of the built studio. */
  readonly folder: string;
  readonly engine: Pick<EngineSession, 'port' | 'headers'>;
}

/**
 * Answers what is asked of the app's own scheme: files of the built studio, and below `/api/` what the engine has. To be read
 * only; what the page sends goes to the engine itself. An error is one of the network's, as where a server is away.
 */
export async function answerPage(asked: Request, { folder, engine }: PageSources): Promise<Response> {
  const { port, headers: session } = engine;
  if (port === null) return Response.error();
  const headers = studioHeaders(port);
  const refuse = (status: number, more: Record<string, string> = {}): Response =>
    new Response(`${status}`, { status, headers: { ...headers, 'content-type': 'text/plain', ...more } });
  if (!isAppPage(asked.url)) return refuse(404);
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return refuse(405, { allow: 'GET, HEAD' });
  const { pathname } = new URL(asked.url);
  if (pathname.startsWith('/api/')) {
    return session === null ? Response.error() : askEngine(asked, port, session).catch(() => Response.error());
  }
  const file = await readPageFile(folder, pathname);
  if (file === null) return refuse(404);
  return new Response(asked.method === 'HEAD' ? null : file.bytes, {
    headers: { ...headers, 'content-type': file.type, 'cache-control': 'no-cache' },
  });
}
