import { shell, systemPreferences } from 'electron';
import type { Guarded, MediaPermission } from '../shared/media-permission.js';
import type { HostHandlers } from './answer-call.js';
import { mediaPermission, permissionPane } from './media-permission.js';

const { platform } = process;

/** What the system lets this program have now. */
export const systemPermission = (guarded: Guarded): MediaPermission =>
  mediaPermission(guarded, { platform, statusOf: (one) => systemPreferences.getMediaAccessStatus(one) });

/** What the page may ask about the system's leave to see and hear. */
export const permissionHandlers: Pick<
  HostHandlers,
  'mediaPermissions' | 'askMediaPermission' | 'openPermissionSettings'
> = {
  mediaPermissions: () => ({
    camera: systemPermission('camera'),
    microphone: systemPermission('microphone'),
    screen: systemPermission('screen'),
  }),
  askMediaPermission: async (guarded) => {
    // macOS asks once, ever; Windows asks with the first use
    if (platform === 'darwin' && systemPermission(guarded) === 'not-determined') {
      await systemPreferences.askForMediaAccess(guarded);
    }
    return systemPermission(guarded);
  },
  openPermissionSettings: async (guarded) => {
    const pane = permissionPane(guarded, platform);
    if (pane !== null) await shell.openExternal(pane);
    return pane !== null;
  },
};
