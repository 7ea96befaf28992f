import { appOrigin, enginePortOf } from '../../shared/app-page.js';

/**
 * Where the engine listens: the server of this page. In the desktop app the page comes from no server, and its address tells the
 * engine's port; files and pictures are there all the same (`/api/…`), but sockets and uploads must go to the engine itself.
 */
export function engineOrigin({ origin, search }: Pick<Location, 'origin' | 'search'>): string {
  const port = origin === appOrigin ? enginePortOf(search) : null;
  return port === null ? origin : `http://127.0.0.1:${port}`;
}
