import { app } from 'electron';
import { appId } from '../shared/app-id.js';

/**
 * Windows shows messages, and groups windows, under the name that the installer's shortcuts carry. Not without a package: there is no
 * such shortcut, and messages under an unknown name are not shown.
 */
export function takeIdentity(): void {
  if (process.platform === 'win32' && app.isPackaged) app.setAppUserModelId(appId);
}
