import { captureFailure, type CaptureFailure } from './capture/capture-failure.js';
import type { CaptureBrowser } from './capture/capture-browser.js';
import { stopTracks } from './capture/stop-tracks.js';

/**
 * Uses a device for a moment, so that the browser asks the creator, and tells the names of all of its kind from then on. Null: it
 * may; else why not. Never rejects.
 */
export async function askForNames(
  browser: Pick<CaptureBrowser, 'getUserMedia'>,
  kind: 'camera' | 'microphone',
): Promise<CaptureFailure | null> {
  try {
    stopTracks(await browser.getUserMedia(kind === 'camera' ? { video: true } : { audio: true }));
    return null;
  } catch (thrown) {
    return captureFailure(thrown, kind);
  }
}
