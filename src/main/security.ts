import { app, session, shell, type WebContents } from 'electron';
import { mayNavigate, mayOpenOutside } from './links.js';
import { mayUse } from './permissions.js';

/** What shows pages of the web inside the app, under rules of its own. */
export interface OtherContents {
  /** Sets its rules for contents that are its own; false: they are not. */
  guard(contents: WebContents): boolean;
}

/** Denies by default, for every page the app will ever hold: navigation, new windows, webviews, permissions, devices. */
export function guardContents(isCaptureChosen: () => boolean, others: OtherContents): void {
  app.on('web-contents-created', (_event, contents) => {
    if (others.guard(contents)) return;
    contents.on('will-frame-navigate', (details) => {
      if (mayNavigate(details.url, details.isMainFrame)) return;
      details.preventDefault();
      if (details.isMainFrame && mayOpenOutside(details.url)) void shell.openExternal(details.url);
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
  // of itself Electron gives any server that asks for one the first of the person's certificates
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
  void app.whenReady().then(() => {
    const { defaultSession } = session;
    defaultSession.setPermissionRequestHandler((_contents, name, answer, details) => {
      const devices = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
      answer(
        mayUse({ name, url: details.requestingUrl, isMainFrame: details.isMainFrame, devices }, isCaptureChosen()),
      );
    });
    defaultSession.setPermissionCheckHandler((_contents, name, url, { isMainFrame, mediaType }) => {
      // `permissions.query` names none: it asks after cameras and microphones
      const devices = [mediaType ?? 'video'];
      return mayUse({ name, url, isMainFrame, devices }, isCaptureChosen());
    });
    defaultSession.setDevicePermissionHandler(() => false);
  });
}
