/** What comes from a server, and what a page makes itself. No file, no scheme of another program, none of the studio's. */
const fromServers: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:']);
const ownMade: ReadonlySet<string> = new Set(['data:', 'blob:', 'about:']);

/**
 * Whether a web page may load that. Programs of this computer are allowed, overlays often are one; the engine is not, under
 * whatever name: a name of the web may lead to this computer, so no server on its port is. `engineUrl` null: there is none yet.
 */
export function mayLoad(url: string, engineUrl: string | null): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, port } = new URL(url);
  if (ownMade.has(protocol)) return true;
  if (!fromServers.has(protocol)) return false;
  return engineUrl === null || port === '' || port !== new URL(engineUrl).port;
}

/**
 * Whether a request fetches the script of a service worker (Service Workers, "Update": it says so itself). Such a worker would
 * answer for its server from then on, and what it answers is seen by none of our rules for requests and documents.
 */
export function isServiceWorker(headers: Readonly<Record<string, string>>): boolean {
  return Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'service-worker' && value === 'script');
}

/** Where a web page may go by itself: it, to servers; frames in it, to what it made as well. */
export function mayGoTo(url: string, isMainFrame: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' || (!isMainFrame && ownMade.has(protocol));
}
