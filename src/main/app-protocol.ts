import { app, protocol, session, type WebFrameMain } from 'electron';
import { join } from 'node:path';
import { appScheme } from '../shared/app-page.js';
import { answerPage } from './answer-page.js';
import type { EngineSession } from './engine-session.js';

/** The bundle of the main process lies in out/main. */
const folder = join(__dirname, '..', 'renderer');

/**
 * Serves the page as `app://studio`, to itself alone (`isPage`: whether a frame is it), and shows the app's session to the engine
 * for what the page asks there. To be called before Electron is ready.
 */
export function serveAppPage(engine: EngineSession, isPage: (frame: WebFrameMain | null) => boolean): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
  void app.whenReady().then(() => {
    protocol.handle(appScheme, (request) => answerPage(request, { folder, engine }));
    const { webRequest } = session.defaultSession;
    // what the page asks of the engine itself: sockets, also those of its workers, and uploads
    const urls = ['ws://127.0.0.1/*', 'http://127.0.0.1/api/*'];
    const isOfEngine = (url: string): boolean => new URL(url).port === String(engine.port);
    webRequest.onBeforeRequest(
      { urls: [`${appScheme}://*/*`, ...urls] },
      ({ url, resourceType, frame = null }, answer) => {
        const isOwn = url.startsWith(`${appScheme}:`);
        // Electron asks nothing of CORS for a scheme of one's own: a frame with another page would read what is there (33.4.11)
        const isForeign = isOwn && resourceType !== 'mainFrame' && !isPage(frame);
        const isAway = !isOwn && isOfEngine(url) && engine.headers === null;
        // a page that looks for its engine is let through the moment it is back, instead of asking again and again
        if (isAway && resourceType === 'webSocket')
          void engine.whenUp().then(() => answer({ cancel: !isOfEngine(url) }));
        else answer({ cancel: isForeign || isAway });
      },
    );
    webRequest.onBeforeSendHeaders({ urls }, ({ url, frame = null, requestHeaders }, answer) => {
      const authorization = isOfEngine(url) && isPage(frame) ? engine.headers?.authorization : undefined;
      answer({ requestHeaders: authorization === undefined ? requestHeaders : { ...requestHeaders, authorization } });
    });
  });
}
