import { ipcMain, type WebFrameMain } from 'electron';
import { AppError } from '../shared/errors.js';
import { hostChannels } from '../shared/host-channels.js';
import { answerCall, type HostHandlers } from './answer-call.js';

/**
 * The one way from a page into the main process. `isStudio`: whether a frame is the studio's own page; no other is answered
 * (and none has the preload).
 */
export function routeHostCalls(handlers: HostHandlers, isStudio: (frame: WebFrameMain | null) => boolean): void {
  ipcMain.handle(hostChannels.call, (event, name: unknown, argument: unknown) => {
    if (isStudio(event.senderFrame)) return answerCall(handlers, name, argument);
    return { ok: false, error: new AppError('auth.forbidden', 'Expected the studio, got another page').toData() };
  });
}
