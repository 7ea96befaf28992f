import type { Reason } from '../../../shared/domain.js';
import type { Guarded } from '../../../shared/media-permission.js';
import { desktopHost } from '../../app/desktop-host.js';

/** What the system calls a reason's device. */
const guarded: Readonly<Record<string, Guarded>> = { camera: 'camera', microphone: 'microphone', display: 'screen' };

/** Opens the system's settings that keep a device away; null: it is not they that do, or this is a browser, which opens none. */
export function wayToSettings({ code, details }: Reason): (() => void) | null {
  const what = guarded[String(details['device'])];
  const host = desktopHost;
  if (host === null || what === undefined || code !== 'capture.denied-by-system') return null;
  return () => void host.openPermissionSettings(what);
}
