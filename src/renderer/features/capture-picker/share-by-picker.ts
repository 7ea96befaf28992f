import type { Host } from '../../../shared/host.js';
import { usePickerRequest, type PickerWish } from './picker-request.js';

interface ShareByPickerOptions {
  readonly host: Pick<Host, 'capture' | 'chooseCaptureSource'>;
  /** Opens our picker; whether something was chosen. */
  readonly ask?: (wish: PickerWish) => Promise<boolean>;
  /** The browser's own. */
  readonly request?: (constraints: DisplayMediaStreamOptions) => Promise<MediaStream>;
}

/**
 * getDisplayMedia as a browser has it, in the desktop app, which has no picker of its own: ours comes first, and the app is told
 * what was chosen before the request. Where the system insists on its own picker, the request goes straight to that. Rejects as
 * a browser does: `NotAllowedError` when the picker was closed.
 */
export function shareByPicker({
  host,
  ask = usePickerRequest.getState().ask,
  request = async (constraints) => navigator.mediaDevices.getDisplayMedia(constraints),
}: ShareByPickerOptions) {
  return async (constraints: DisplayMediaStreamOptions): Promise<MediaStream> => {
    const wish = wishOf(constraints);
    if (host.capture.picker === 'own') {
      if (!(await ask(wish))) throw closed();
      return request(constraints);
    }
    const told = await host.chooseCaptureSource({ id: null, withSound: wish.withSound });
    if (!told.ok) throw new Error(told.error.message);
    return request(constraints).catch((thrown: unknown) => {
      // a portal that was closed brings no source, which Electron tells as one that cannot be captured
      throw thrown instanceof DOMException && thrown.name === 'AbortError' ? closed() : thrown;
    });
  };
}

const closed = (): DOMException => new DOMException('The picker was closed', 'NotAllowedError');

function wishOf({ audio, video }: DisplayMediaStreamOptions): PickerWish {
  const surface = typeof video === 'object' ? video.displaySurface : undefined;
  // windows stand for the tabs that there are in a browser alone
  const first = surface === undefined || surface === 'monitor' ? 'screen' : 'window';
  return { first, withSound: audio !== undefined && audio !== false };
}
