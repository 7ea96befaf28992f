import { session, type Session, type WebContents } from 'electron';
import { mayGoTo, mayLoad } from './page-rules.js';

/** Kept, so that a page stays signed in; one for all web pages, and none of the studio's. */
const partition = 'persist:web-pages';

/** The session of web pages, which grants nothing: no permission, no device, no download, no screen. */
export function openPageSession(engineUrl: () => string | null): Session {
  const own = session.fromPartition(partition);
  own.setPermissionRequestHandler((_contents, _name, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url, engineUrl()) }));
  // services that let people sign in refuse what calls itself Electron
  own.setUserAgent(own.getUserAgent().replace(/ (?:Electron|Headwater)\/\S+/gi, ''));
  return own;
}

/** What a web page may do by itself: go to other servers. */
export function guardPage(contents: WebContents): void {
  contents.on('will-frame-navigate', (details) => {
    if (!mayGoTo(details.url, details.isMainFrame)) details.preventDefault();
  });
  // a page that would hold up the end of the app is not asked
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** How the windows of web pages are made: nothing of the app is in them. */
export const pagePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  devTools: false,
  spellcheck: false,
  backgroundThrottling: false,
} as const;
