import { wordsFor } from '../app/words.js';
import type { StudioMedia } from '../media/studio-media.js';
import { useToasts } from './toast-store.js';

/** From a press: has the browser tell the names of devices, or says why it does not. Never rejects. */
export async function showDeviceNames(
  media: Pick<StudioMedia, 'refreshDevices'>,
  kind: 'camera' | 'microphone',
): Promise<void> {
  const reason = await media.refreshDevices(kind);
  if (reason === null) return;
  useToasts.getState().show({ level: 'warning', words: wordsFor(reason.code, reason.details) });
}
