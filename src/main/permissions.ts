import { isAppPage } from '../shared/app-page.js';

/** What a page wants of the browser, as Electron tells it. */
export interface WantedPermission {
  readonly name: string;
  /** Of the frame that wants it. */
  readonly url: string | undefined;
  readonly isMainFrame: boolean;
  /** Of `media`: which devices. None, in a request: a screen (before Electron 45; since then it is `display-capture`). */
  readonly devices: readonly string[];
}

/**
 * All that the studio may ask for beside its devices: to copy a link, to show the preview full screen, and (newer Chromium
 * asks) to talk to the engine on loopback.
 */
const allowed: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'fullscreen',
  'local-network-access',
  'local-network',
  'loopback-network',
]);
/** A camera, a microphone. */
const devices: ReadonlySet<string> = new Set(['video', 'audio']);

/**
 * Whether a page may have it: the studio's own, and of devices and screens its main frame alone. `isCaptureChosen`: somebody
 * chose in the studio what to share, just now.
 */
export function mayUse(wanted: WantedPermission, isCaptureChosen: boolean): boolean {
  if (!isAppPage(wanted.url)) return false;
  if (wanted.name !== 'media' && wanted.name !== 'display-capture') return allowed.has(wanted.name);
  if (!wanted.isMainFrame) return false;
  // Electron has the same words for getDisplayMedia and the old way (chromeMediaSource): who may have the one has the other
  if (wanted.name === 'display-capture' || wanted.devices.length === 0) return isCaptureChosen;
  return wanted.devices.every((device) => devices.has(device));
}
