import type { Guarded, MediaPermission } from '../../../shared/media-permission.js';

/** What the settings say of what the system lets the desktop app see and hear. */
export const permissionWords = {
  title: 'What the system allows',
  lead: 'Camera, microphone and screen. After a change in the system’s settings Headwater may have to be started again.',
  names: { camera: 'Camera', microphone: 'Microphone', screen: 'Screen' } satisfies Record<Guarded, string>,
  standings: {
    granted: 'Allowed',
    denied: 'Not allowed',
    'not-determined': 'Not asked yet',
    restricted: 'Forbidden by whoever manages this computer',
    'not-needed': 'Free to use',
  } satisfies Record<MediaPermission, string>,
  ask: 'Ask now',
  askLabel: (name: string) => `Ask now: ${name}`,
  open: 'Open the system settings',
  openLabel: (name: string) => `Open the system settings: ${name}`,
};
