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

const originOf = (url: string | undefined) => (url !== undefined && URL.canParse(url) ? new URL(url).origin : null);

/** What there is to permit to. */
export interface Permitted {
  /** Null: there is none yet. */
  readonly studioOrigin: string | null;
  /** Somebody chose in the studio what to share, just now. */
  readonly isCaptureChosen: boolean;
}

/** Whether a page may have it: the studio's own, and of devices and screens its main frame alone. */
export function mayUse(wanted: WantedPermission, { studioOrigin, isCaptureChosen }: Permitted): boolean {
  if (studioOrigin === null || originOf(wanted.url) !== studioOrigin) return false;
  if (wanted.name !== 'media' && wanted.name !== 'display-capture') return allowed.has(wanted.name);
  if (!wanted.isMainFrame) return false;
  // Electron has the same words for getDisplayMedia and the old way (chromeMediaSource): who may have the one has the other
  if (wanted.name === 'display-capture' || wanted.devices.length === 0) return isCaptureChosen;
  return wanted.devices.every((device) => devices.has(device));
}
