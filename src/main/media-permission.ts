import type { Guarded, MediaPermission } from '../shared/media-permission.js';

export interface GuardingSystem {
  readonly platform: NodeJS.Platform;
  /** Electron's `systemPreferences.getMediaAccessStatus`, where there is one: macOS, Windows. */
  readonly statusOf: (guarded: Guarded) => string;
}

/** What Windows guards: any program may look at the screen. */
const onWindows: ReadonlySet<Guarded> = new Set(['camera', 'microphone']);

const told: ReadonlySet<string> = new Set(['granted', 'denied', 'restricted'] satisfies MediaPermission[]);
const isTold = (status: string): status is MediaPermission => told.has(status);

/** What the system lets this program have. */
export function mediaPermission(guarded: Guarded, { platform, statusOf }: GuardingSystem): MediaPermission {
  const isGuarded = platform === 'darwin' || (platform === 'win32' && onWindows.has(guarded));
  if (!isGuarded) return 'not-needed';
  const status = statusOf(guarded);
  return isTold(status) ? status : 'not-determined';
}

/** Pages of the system's settings. There is no other that the app opens. */
const panes: Partial<Record<NodeJS.Platform, Partial<Record<Guarded, string>>>> = {
  darwin: {
    camera: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera',
    microphone: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
    screen: 'x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture',
  },
  win32: { camera: 'ms-settings:privacy-webcam', microphone: 'ms-settings:privacy-microphone' },
};

/** Where the creator lets this program have it; null: this system has no such page. */
export const permissionPane = (guarded: Guarded, platform: NodeJS.Platform): string | null =>
  panes[platform]?.[guarded] ?? null;
