/** What a page wants of the browser, as Electron tells it. */
export interface WantedPermission {
  readonly name: string;
  /** Of the frame that wants it. */
  readonly url: string | undefined;
  readonly isMainFrame: boolean;
  /** Of `media`: which devices. A screen asked for the old way (`chromeMediaSource`) is none, and the list is empty. */
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

/** Whether a page may have it: the studio's own, and of devices its main frame alone. `studioOrigin` null: there is none yet. */
export function mayUse(wanted: WantedPermission, studioOrigin: string | null): boolean {
  if (studioOrigin === null || originOf(wanted.url) !== studioOrigin) return false;
  if (wanted.name !== 'media') return allowed.has(wanted.name);
  return wanted.isMainFrame && wanted.devices.length > 0 && wanted.devices.every((device) => devices.has(device));
}
