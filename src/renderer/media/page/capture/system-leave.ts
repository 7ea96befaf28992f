import type { Host } from '../../../../shared/host.js';
import { isForbidden, type Askable } from '../../../../shared/media-permission.js';
import type { CaptureBrowser } from './capture-browser.js';

/** Which devices are wanted. Sound with `mandatory` is that of a web page (`PageSound`), which no system guards. */
function devicesOf({ audio, video }: MediaStreamConstraints): readonly Askable[] {
  const isMicrophone = typeof audio === 'object' ? !('mandatory' in audio) : audio === true;
  return [...(isMicrophone ? ['microphone' as const] : []), ...(video ? ['camera' as const] : [])];
}

/**
 * getUserMedia that has the system ask the creator first. macOS and Windows give a program that is shut out silence or an error that says nothing of it:
 * so this rejects before, as Chromium does where it knows ("by system", see `captureFailure`).
 */
export function withSystemLeave(
  host: Pick<Host, 'askMediaPermission'>,
  getUserMedia: CaptureBrowser['getUserMedia'],
): CaptureBrowser['getUserMedia'] {
  return async (constraints) => {
    for (const device of devicesOf(constraints)) {
      const answer = await host.askMediaPermission(device);
      if (answer.ok && isForbidden(answer.value))
        throw new DOMException('Permission denied by system', 'NotAllowedError');
    }
    return getUserMedia(constraints);
  };
}
