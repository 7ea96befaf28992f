import { session, type Session, type WebContents } from 'electron';
import { withSandbox } from './page-policy.js';
import { isServiceWorker, mayGoTo, mayLoad } from './page-rules.js';
import type { SoundAsked } from './sound-leave.js';

/** Kept, so that a page stays signed in; one for all web pages, and none of the studio's. */
const partition = 'persist:web-pages';

/** The session of web pages. */
export interface PageSession {
  readonly session: Session;
  /** Service workers of earlier versions answer no more: no page is loaded before. */
  readonly isCleared: Promise<void>;
}

/**
 * The session of web pages, which grants them nothing: no permission, no device, no download, no screen. `mayHear`: whether who
 * asks may have the sound of one of them.
 */
export function openPageSession(
  engineUrl: () => string | null,
  mayHear: (contents: WebContents, asked: SoundAsked) => boolean,
): PageSession {
  const own = session.fromPartition(partition);
  own.setPermissionRequestHandler((contents, permission, answer, details) => {
    const origin = 'securityOrigin' in details ? details.securityOrigin : undefined;
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(mayHear(contents, { permission, origin, media }));
  });
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url, engineUrl()) }));
  own.webRequest.onBeforeSendHeaders(({ requestHeaders }, answer) =>
    answer({ cancel: isServiceWorker(requestHeaders) }),
  );
  own.webRequest.onHeadersReceived(({ resourceType, responseHeaders = {} }, answer) => {
    const isDocument = resourceType === 'mainFrame' || resourceType === 'subFrame';
    answer(isDocument ? { responseHeaders: withSandbox(responseHeaders) } : {});
  });
  // services that let people sign in refuse what calls itself Electron
  own.setUserAgent(own.getUserAgent().replace(/ (?:Electron|Headwater)\/\S+/gi, ''));
  return { session: own, isCleared: own.clearStorageData({ storages: ['serviceworkers'] }) };
}

/** What a web page may do by itself: go to other servers. */
export function guardPage(contents: WebContents): void {
  contents.on('will-frame-navigate', (details) => {
    if (!mayGoTo(details.url, details.isMainFrame)) details.preventDefault();
  });
  // a page that would hold up the end of the app is not asked
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    // none: without an answer the page would wait for ever
    answer('');
  });
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
